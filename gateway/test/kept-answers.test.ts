import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RuleError } from '@codexcontinue/platform/errors';
import type { Caller } from '@codexcontinue/platform/identity';
import { post } from './support/clients.ts';
import { startTestGateway } from './support/gateway.ts';

type Person = Extract<Caller, { kind: 'person' }>;
const ADA: Person = { kind: 'person', personId: 'u1', sessionId: 's1', workspaceRoles: { w1: 'OWNER' } };
const QUERY = '{ me { name } }';

describe('answers that are kept for one authority', () => {
  it('A35 are for no other: another role, another session, another key or scope, and none at all', async () => {
    let authority: Caller | undefined = ADA;
    await using gateway = await startTestGateway({
      authenticate: {
        async authenticate() {
          if (!authority) throw new RuleError('UNAUTHENTICATED', 'The session is over. Sign in again.');
          // Every request has an object of its own, as it has with real tokens.
          return { caller: { ...authority } };
        },
      },
    });
    gateway.auth.cacheControl = 'private, max-age=60';
    const headers = { authorization: 'Bearer x' };
    /** Asks twice, and says how often the subgraph was asked. */
    const askTwice = async () => {
      const before = gateway.auth.calls.length;
      for (const _ of ['first', 'again']) {
        const { data } = await post(gateway.url, { query: QUERY }, headers);
        assert.deepEqual(data, { me: { name: 'Ada' } });
      }
      return gateway.auth.calls.length - before;
    };
    // Nothing is kept until it is known that changes can be heard of.
    while ((await askTwice()) !== 0);
    const others: Person[] = [
      { ...ADA, workspaceRoles: { w1: 'VIEWER' } },
      { ...ADA, workspaceRoles: {} },
      { ...ADA, workspaceRoles: { w1: 'OWNER', w2: 'OWNER' } },
      { ...ADA, sessionId: 's2' },
      { ...ADA, sessionId: 'k1', keyId: 'k1', scopes: ['a:read'] },
      { ...ADA, sessionId: 'k1', keyId: 'k1', scopes: ['a:read', 'a:write'] },
      { ...ADA, personId: 'u2' },
    ];
    for (const other of others) {
      authority = other;
      assert.equal(await askTwice(), 1, JSON.stringify(other));
    }
    authority = undefined;
    assert.equal((await post(gateway.url, { query: QUERY }, headers)).status, 401);
    authority = ADA;
    assert.equal(await askTwice(), 0);
  });
});
