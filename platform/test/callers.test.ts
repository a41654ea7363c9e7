import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayManage, mayRead, mayWrite, requirePerson, roleIn } from '../src/callers.ts';
import { RuleError } from '../src/errors.ts';
import type { Caller } from '../src/identity.ts';

const person: Caller = { kind: 'person', personId: 'p', sessionId: 's', workspaceRoles: { w: 'MEMBER' } };

describe('callers', () => {
  it('A56 what each role may do, and no role nothing', () => {
    const matrix = [
      ['OWNER', true, true, true],
      ['ADMIN', true, true, true],
      ['MEMBER', true, true, false],
      ['VIEWER', true, false, false],
      ['AUDITOR', false, false, false],
      ['owner', false, false, false],
      ['SOMETHING NEW', false, false, false],
      ['', false, false, false],
      [undefined, false, false, false],
    ] as const;
    for (const [role, reads, writes, manages] of matrix) {
      assert.deepEqual([mayRead(role), mayWrite(role), mayManage(role)], [reads, writes, manages], role);
    }
  });

  it('have the role they were given, in no other workspace, and none as nobody', () => {
    assert.equal(roleIn(person, 'w'), 'MEMBER');
    assert.equal(roleIn(person, 'x'), undefined);
    assert.equal(roleIn({ kind: 'anonymous' }, 'w'), undefined);
    assert.equal(roleIn({ kind: 'gateway' }, 'w'), undefined);
  });

  it('A20 get no role out of what every object inherits', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      assert.equal(roleIn(person, name), undefined, name);
    }
  });

  it('are asked to sign in where a person is needed', () => {
    assert.equal(requirePerson(person), person);
    for (const caller of [{ kind: 'anonymous' }, { kind: 'gateway' }] as const) {
      assert.throws(
        () => requirePerson(caller),
        (error: unknown) => error instanceof RuleError && error.extensions.code === 'UNAUTHENTICATED',
      );
    }
  });
});
