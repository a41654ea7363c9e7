import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hashPassword, verifyPassword } from '../../src/domain/passwords.ts';

describe('passwords', () => {
  it('are stored as argon2id with the parameters OWASP asks for, never the same twice', async () => {
    const [first, second] = await Promise.all([
      hashPassword('a good password'),
      hashPassword('a good password'),
    ]);
    assert.match(first, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.notEqual(first, second);
    assert.doesNotMatch(first, /good/);
  });

  it('are verified exactly', async () => {
    const stored = await hashPassword('Grüße \0 🔑 ');
    assert.equal(await verifyPassword(stored, 'Grüße \0 🔑 '), true);
    for (const wrong of ['grüße \0 🔑 ', 'Grüße \0 🔑', 'Grüße ', '']) {
      assert.equal(await verifyPassword(stored, wrong), false, wrong);
    }
  });

  it('A41 without an account the same work is done, and nothing matches, the decoy password neither', async () => {
    const stored = await hashPassword('a good password');
    await verifyPassword(undefined, 'makes the decoy');
    const timeOf = async (hash: string | undefined) => {
      const began = process.cpuUsage();
      for (let count = 0; count < 5; count += 1)
        assert.equal(await verifyPassword(hash, 'wrong password'), false);
      const { user, system } = process.cpuUsage(began);
      return user + system;
    };
    const [known, unknown] = [await timeOf(stored), await timeOf(undefined)];
    assert.ok(unknown > known / 3 && unknown < known * 3, `${known} µs known, ${unknown} µs unknown`);
    assert.equal(await verifyPassword(undefined, 'nobody has this password'), false);
  });
});
