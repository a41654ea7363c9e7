import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { removedInWords } from '../src/features/instance/removed-factors.ts';
import { doneOf, questionOf } from '../src/features/instance/role-changes.ts';

describe('what an administrator is asked and told', () => {
  it('names the person, the role and what comes of it', () => {
    const change = { role: 'administrator', name: 'Ada', isTaken: false, isSelf: false } as const;
    assert.equal(questionOf(change).title, 'Make Ada an administrator?');
    assert.match(questionOf(change).text, /disable people/);
    assert.equal(doneOf(change), 'Ada is an administrator now.');
    const taken = { ...change, isTaken: true };
    assert.equal(questionOf(taken).title, 'Take the role of administrator from Ada?');
    assert.equal(doneOf(taken), 'Ada is an administrator no more.');
    assert.equal(questionOf({ ...taken, isSelf: true }).title, 'Step down as administrator?');
    const auditor = { ...taken, role: 'auditor', isSelf: true } as const;
    assert.equal(questionOf(auditor).title, 'Take the role of auditor from Ada?');
    assert.doesNotMatch(questionOf({ ...auditor, isTaken: false }).text, /disable/);
  });

  it('counts what was removed', () => {
    assert.equal(
      removedInWords({ authenticatorApp: true, passkeys: 2, sessions: 0 }),
      'Removed: the authenticator app with its recovery codes and 2 passkeys. Sessions that have ended: 0.',
    );
    assert.equal(
      removedInWords({ authenticatorApp: false, passkeys: 1, sessions: 3 }),
      'Removed: 1 passkey. Sessions that have ended: 3.',
    );
  });
});
