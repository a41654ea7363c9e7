import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  isPossibleEmail,
  normalizeEmail,
  readNewAccount,
  readWorkspaceName,
  SIGN_IN_FAILURES,
  secondsUntilNextAttempt,
} from '../../src/domain/accounts.ts';

const GOOD = { email: 'ada@example.org', password: 'a good password', name: 'Ada' };

function fieldAtFault(input: Partial<typeof GOOD>): string | undefined {
  const read = readNewAccount({ ...GOOD, ...input });
  return 'kind' in read ? read.field : undefined;
}

describe('a new account', () => {
  it('is read with one spelling of its address and a trimmed name', () => {
    assert.deepEqual(readNewAccount({ ...GOOD, email: '  ADA@Example.org ', name: ' Ada ' }), GOOD);
    assert.equal(normalizeEmail(' Ä@Example.org'), 'ä@example.org');
  });

  it('needs an address, a password of 10 to 256 characters and a name', () => {
    for (const email of ['', 'ada', '@', 'a@', '@b', 'a b@c', 'a@b@c', `${'a'.repeat(250)}@b.cd`])
      assert.equal(fieldAtFault({ email }), 'email', email);
    for (const password of ['', 'too short', 'x'.repeat(257), 'ADA@example.org'])
      assert.equal(fieldAtFault({ password }), 'password', password);
    for (const name of ['', '   ', 'x'.repeat(121)]) assert.equal(fieldAtFault({ name }), 'name', name);
    assert.equal(fieldAtFault({ password: 'x'.repeat(10), name: 'x'.repeat(120) }), undefined);
  });

  it('A58 takes no control characters, half characters, or directions that make a text look like another', () => {
    for (const hostile of ['\0', '\n', '\u001b[2J', '\ud800', '\u202e', '\u2066']) {
      assert.equal(fieldAtFault({ email: `a${hostile}@b.c` }), 'email', JSON.stringify(hostile));
      assert.equal(fieldAtFault({ name: `A${hostile}b` }), 'name', JSON.stringify(hostile));
      assert.ok('kind' in readWorkspaceName(`A${hostile}b`), JSON.stringify(hostile));
    }
    for (const name of ['Ada 👩‍👩‍👧', 'علی', 'Zoë', '李雷', "O'Neill; drop table person"]) {
      assert.equal(fieldAtFault({ name }), undefined, name);
      assert.deepEqual(readWorkspaceName(name), { name });
    }
  });

  it('is refused or complete, whatever is typed', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constant(GOOD.email));
    fc.assert(
      fc.property(text, text, text, (email, password, name) => {
        const read = readNewAccount({ email, password, name });
        if ('kind' in read) assert.ok(read.message.length > 10);
        else
          assert.ok(
            isPossibleEmail(read.email) && read.name.isWellFormed() && read.name.trim() === read.name,
          );
      }),
    );
  });
});

describe('the window of attempts', () => {
  const since = new Date('2026-11-23T08:00:00.000Z');
  const at = (seconds: number) => new Date(since.getTime() + seconds * 1_000);
  const { maximum, windowSeconds } = SIGN_IN_FAILURES;

  it('lets ten attempts through', () => {
    for (let count = 1; count <= maximum; count += 1)
      assert.equal(secondsUntilNextAttempt({ count, since }, at(1)), 0);
  });

  it('A40 holds up the next one until the window is over', () => {
    const attempts = { count: maximum + 1, since };
    assert.equal(secondsUntilNextAttempt(attempts, since), windowSeconds);
    assert.equal(secondsUntilNextAttempt(attempts, at(windowSeconds - 30)), 30);
    assert.equal(secondsUntilNextAttempt({ ...attempts, count: 100_000 }, at(60)), windowSeconds - 60);
  });

  it('F27 holds up the attempt it counted too many, whatever this clock says', () => {
    assert.equal(secondsUntilNextAttempt({ count: maximum + 1, since }, at(windowSeconds + 600)), 1);
  });
});
