import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { keyState, SCOPE_GROUPS, scopesInWords } from '../src/features/keys/key-scopes.ts';

const API = readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8');

describe('the scopes of API keys', () => {
  it('are those the API takes, each in one group', () => {
    const description = /"What it may do: (.*)"\n\s+scopes: \[String!\]!/.exec(
      API.replaceAll(/"""\s*(.*?)\s*"""/g, '"$1"'),
    )?.[1];
    assert.ok(description, 'the API describes its scopes');
    const taken = [...description.matchAll(/`([a-z]+:[a-z]+)`/g)].map(([, scope]) => scope);
    const offered = SCOPE_GROUPS.flatMap(({ choices }) => choices.map(({ scope }) => scope));
    assert.deepEqual(offered.toSorted(), taken.toSorted());
    assert.equal(new Set(offered).size, offered.length);
    for (const { choices } of SCOPE_GROUPS)
      assert.equal(new Set(choices.map(({ scope }) => scope.split(':')[0])).size, 1);
  });

  it('are told by domain; unknown ones as they are', () => {
    assert.equal(
      scopesInWords(['documents:write', 'models:read', 'documents:read', 'moon:land']),
      'Documents: read, write · Models: read · moon:land',
    );
    assert.equal(scopesInWords([]), '');
  });
});

describe('a key', () => {
  const now = new Date('2026-11-26T12:00:00Z');
  it('is good until it ends or is revoked', () => {
    assert.equal(keyState({ expiresAt: '2026-11-26T12:00:01Z', revokedAt: null }, now), 'good');
    assert.equal(keyState({ expiresAt: '2026-11-26T12:00:00Z', revokedAt: null }, now), 'expired');
    const revokedAt = '2026-11-26T11:00:00Z';
    assert.equal(keyState({ expiresAt: '2026-11-26T11:30:00Z', revokedAt }, now), 'revoked');
  });
});
