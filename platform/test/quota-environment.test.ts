import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { quotas } from '../src/quotas/quota-environment.ts';
import { operationAllowance, workspaceAllowance } from '../src/quotas/quota-keys.ts';
import { DEFAULT_QUOTAS, readQuotaLimits } from '../src/quotas/quota-kinds.ts';

describe('QUOTAS', () => {
  it('changes what it names and leaves the rest', () => {
    const read = quotas('requests=5, workspaceTokens=0');
    assert.equal(read.person.requests, 5);
    assert.equal(read.workspace.tokens, 0);
    assert.equal(read.person.tokens, DEFAULT_QUOTAS.person.tokens);
    assert.equal(DEFAULT_QUOTAS.person.requests, 3_000);
  });

  it('says which name or number is wrong', () => {
    assert.throws(() => quotas('wishes=3'), /"wishes" is no quota; there are requests, /);
    assert.throws(() => quotas('toString=3'), /"toString" is no quota/);
    assert.throws(() => quotas('tokens=-1'), /"-1" is no whole number/);
  });
});

describe('whose quota it is', () => {
  const person = { kind: 'person', personId: 'p', sessionId: 's', workspaceRoles: {} } as const;

  it('is the key of an API key, with the limit of its person', () => {
    const key = { ...person, keyId: 'k', quotas: { person: { requests: 7 } } };
    assert.deepEqual(operationAllowance('requests', key, '192.0.2.1', DEFAULT_QUOTAS), {
      key: 'requests:key:k',
      limit: 7,
      windowSeconds: 60,
    });
  });

  it('is the person, wherever they come from, and the network of whoever is nobody', () => {
    const keyOf = (...[caller, network]: [Parameters<typeof operationAllowance>[1], string?]) =>
      operationAllowance('cost', caller, network, DEFAULT_QUOTAS)?.key;
    assert.equal(keyOf(person, '192.0.2.1'), 'cost:person:p');
    assert.equal(keyOf({ kind: 'anonymous' }, '192.0.2.1'), 'cost:network:192.0.2.1');
    assert.equal(keyOf({ kind: 'gateway' }, '192.0.2.1'), undefined);
  });

  it('is the workspace that the limit was set for', () => {
    const overrides = { workspaces: { w: { tokens: 9 } } };
    assert.equal(workspaceAllowance('tokens', 'w', DEFAULT_QUOTAS, overrides).limit, 9);
    assert.equal(workspaceAllowance('tokens', 'v', DEFAULT_QUOTAS, overrides).limit, 10_000_000);
    assert.equal(workspaceAllowance('tokens', 'toString', DEFAULT_QUOTAS, overrides).limit, 10_000_000);
  });

  it('is not believed where it is no limit', () => {
    assert.deepEqual(readQuotaLimits({ tokens: 1, cost: -1, requests: '5', more: 3 }), { tokens: 1 });
    assert.equal(readQuotaLimits({}), undefined);
    assert.equal(readQuotaLimits(null), undefined);
  });
});
