import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { SharedSeenTokens } from '../../src/shared-seen-tokens.ts';

/** What holds for every way to note tokens that are good once. */
export function describeSharedSeenTokens(name: string, open: () => SharedSeenTokens): void {
  describe(`tokens that are good once, noted in ${name}`, () => {
    let seen: SharedSeenTokens;
    const soon = () => Date.now() / 1_000 + 30;
    before(() => {
      seen = open();
    });
    after(() => seen.close());

    it('A24 are taken once', async () => {
      const key = randomUUID();
      assert.equal(await seen.takeFirst(key, soon()), true);
      for (let again = 0; again < 3; again += 1) assert.equal(await seen.takeFirst(key, soon()), false);
      assert.equal(await seen.takeFirst(randomUUID(), soon()), true);
    });

    it('A24 are taken by one of many who come at once', async () => {
      const key = randomUUID();
      const taken = await Promise.all(Array.from({ length: 50 }, () => seen.takeFirst(key, soon())));
      assert.equal(taken.filter(Boolean).length, 1);
    });

    it('take a token whose time is up for one that comes, not for a fault', async () => {
      assert.equal(await seen.takeFirst(randomUUID(), Date.now() / 1_000 - 5), true);
    });
  });
}
