import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  ACTION_GROUPS,
  actionInWords,
  actorInWords,
  objectInWords,
  readableDetails,
} from '../src/features/audit/action-words.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Every action a service tells, read from where the services name them. */
function toldActions(): string[] {
  const sources = globSync('subgraphs/*/src/**/*.ts', { cwd: ROOT }).filter(
    (path) => !path.includes('__generated__'),
  );
  const told = sources.flatMap((path) => {
    const source = readFileSync(`${ROOT}/${path}`, 'utf8');
    return [
      ...source.matchAll(/\baction: '([a-z_]+\.[a-z_]+)'/g),
      ...source.matchAll(/\b(?:signingIn|ofOneself|ofMember|ofPerson)\('([a-z_]+\.[a-z_]+)'/g),
    ].map(([, action = '']) => action);
  });
  return [...new Set(told)].sort();
}

describe('the words of the audit log', () => {
  it('name every action the services tell', () => {
    const told = toldActions();
    assert.ok(told.length > 30, String(told.length));
    assert.deepEqual(
      told.filter((action) => actionInWords(action) === action),
      [],
    );
  });

  it('name nothing that no service tells, and nothing twice', () => {
    const told = new Set(toldActions());
    const named = Object.values(ACTION_GROUPS).flatMap((group) => Object.keys(group));
    assert.deepEqual(
      named.filter((action) => !told.has(action)),
      [],
    );
    const words = named.map(actionInWords);
    assert.equal(new Set(words).size, words.length);
  });

  it('show an unknown action as it is', () => {
    assert.equal(actionInWords('moon.landed'), 'moon.landed');
    assert.equal(actionInWords('constructor'), 'constructor');
  });

  it('say who did it, also when the account is gone', () => {
    const requestId = 'r1';
    assert.equal(actorInWords({ actor: { name: 'Ada' }, actorId: '1', requestId }), 'Ada');
    assert.equal(actorInWords({ actor: null, actorId: '1', requestId: null }), 'Account gone');
    assert.equal(actorInWords({ actor: null, actorId: null, requestId }), 'Nobody signed in');
    assert.equal(actorInWords({ actor: null, actorId: null, requestId: null }), 'An operator');
  });

  it('say what it was done to by the end of its id', () => {
    assert.equal(objectInWords('ApiKey', '0199c0de-0000-7000-8000-00001234abcd'), 'API key …1234abcd');
    assert.equal(objectInWords('Moon', 'full'), 'Moon full');
    assert.equal(objectInWords(null, 'key-1'), 'key-1');
    assert.equal(objectInWords('Passkey', null), 'Passkey');
    assert.equal(objectInWords(null, null), '');
  });

  it('lay the details out, and leave what is no JSON', () => {
    assert.equal(readableDetails('{"role":"AUDITOR"}'), '{\n  "role": "AUDITOR"\n}');
    assert.equal(readableDetails('{"role'), '{"role');
  });
});
