import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Charge, QuotaStore } from '../../src/quotas/quota-store.ts';

const HOUR_SECONDS = 3_600;

/** What every store of quotas does. */
export function describeQuotaStore(name: string, open: () => QuotaStore): void {
  describe(`quotas in ${name}`, () => {
    let store: QuotaStore;
    before(() => {
      store = open();
    });
    after(() => store.close());

    const charge = (amount: number, limit: number, key: string = randomUUID()): Charge => ({
      key,
      amount,
      limit,
      windowSeconds: HOUR_SECONDS,
    });
    const usedOf = async (...keys: string[]) => (await store.read(keys)).map(({ used }) => used);

    it('takes up to the limit and not one more', async () => {
      const one = charge(1, 2);
      assert.equal((await store.take([one])).taken, true);
      const second = await store.take([one]);
      assert.equal(second.taken, true);
      assert.equal(second.counts[0]?.used, 2);
      const third = await store.take([one]);
      assert.equal(third.taken, false);
      assert.equal(third.counts[0]?.used, 2);
      assert.deepEqual(await usedOf(one.key), [2]);
    });

    it('says when the window ends', async () => {
      const { counts } = await store.take([charge(1, 1)]);
      const remaining = counts[0]?.resetMilliseconds ?? 0;
      assert.ok(
        remaining > (HOUR_SECONDS - 60) * 1_000 && remaining <= HOUR_SECONDS * 1_000,
        String(remaining),
      );
    });

    it('does not begin a window anew with what is taken later', async () => {
      const one = { ...charge(1, 10), windowSeconds: HOUR_SECONDS };
      await store.take([one]);
      const { counts } = await store.take([{ ...one, windowSeconds: 10 * HOUR_SECONDS }]);
      assert.ok((counts[0]?.resetMilliseconds ?? Infinity) <= HOUR_SECONDS * 1_000);
    });

    it('takes nothing of several when one does not fit', async () => {
      const [roomy, narrow] = [charge(5, 100), charge(5, 4)];
      const { taken } = await store.take([roomy, narrow]);
      assert.equal(taken, false);
      assert.deepEqual(await usedOf(roomy.key, narrow.key), [0, 0]);
    });

    it('takes nothing where nothing is allowed', async () => {
      assert.equal((await store.take([charge(1, 0)])).taken, false);
    });

    it('counts what was used beyond the limit, and takes no more then', async () => {
      const done = charge(7, 5);
      await store.addOnce(randomUUID(), [done]);
      assert.deepEqual(await usedOf(done.key), [7]);
      assert.equal((await store.take([{ ...done, amount: 1 }])).taken, false);
    });

    it('counts large amounts exactly', async () => {
      const large = charge(10_737_418_240, 20_000_000_000_000);
      await store.take([large]);
      await store.addOnce(randomUUID(), [{ ...large, amount: 1 }]);
      assert.deepEqual(await usedOf(large.key), [10_737_418_241]);
    });

    it('counts once what is told again under the same id, also at once, and what has another', async () => {
      const [first, second] = [charge(3, 5), charge(4, 5)];
      const [id, other] = [randomUUID(), randomUUID()];
      await Promise.all([1, 2, 3].map(() => store.addOnce(id, [first, second])));
      await store.addOnce(id, [first]);
      assert.deepEqual(await usedOf(first.key, second.key), [3, 4]);
      await store.addOnce(other, [first]);
      assert.deepEqual(await usedOf(first.key, second.key), [6, 4]);
    });

    it('reads nothing of what nobody has used', async () => {
      assert.deepEqual(await store.read([randomUUID()]), [{ used: 0, resetMilliseconds: 0 }]);
    });

    describe('slots', () => {
      const heldOf = async (...keys: string[]) => store.readHeld(keys);
      const slot = (key: string, holder: string, seconds = HOUR_SECONDS) => ({ key, holder, seconds });

      it('A67 are counted while they are held, each holder once, and freed', async () => {
        const [mine, theirs] = [randomUUID(), randomUUID()];
        await store.hold([slot(mine, 'a'), slot(mine, 'b'), slot(theirs, 'a')]);
        await store.hold([slot(mine, 'a')]);
        assert.deepEqual(await heldOf(mine, theirs, randomUUID()), [2, 1, 0]);
        await store.release([
          { key: mine, holder: 'a' },
          { key: mine, holder: 'never held' },
        ]);
        assert.deepEqual(await heldOf(mine, theirs), [1, 1]);
        await store.release([{ key: mine, holder: 'b' }]);
        await store.release([{ key: mine, holder: 'b' }]);
        assert.deepEqual(await heldOf(mine), [0]);
      });

      it('A67 free themselves when nobody holds them again in time, and not before', async () => {
        const key = randomUUID();
        const begin = performance.now();
        await store.hold([slot(key, 'dies', 0.05), slot(key, 'lives', 0.05)]);
        await store.hold([slot(key, 'lives')]);
        // Its time is the store's own, to the millisecond: this asks until that is over.
        while ((await heldOf(key))[0] === 2);
        assert.ok(performance.now() - begin >= 48);
        assert.deepEqual(await heldOf(key), [1]);
        await store.release([{ key, holder: 'lives' }]);
        assert.deepEqual(await heldOf(key), [0]);
      });

      it('are none of the windows', async () => {
        const key = randomUUID();
        await store.hold([slot(key, 'a')]);
        assert.deepEqual(await usedOf(key), [0]);
        await store.take([charge(3, 5, key)]);
        assert.deepEqual(await heldOf(key), [1]);
      });

      it('A67 hold and free in any order what a plain set would', async () => {
        const step = fc.record({
          key: fc.nat({ max: 2 }),
          holder: fc.constantFrom('a', 'b', 'c', 'd'),
          holds: fc.boolean(),
        });
        await fc.assert(
          fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
            const keys = [randomUUID(), randomUUID(), randomUUID()];
            const model = keys.map(() => new Set<string>());
            for (const { key, holder, holds } of steps) {
              const name = keys[key] ?? '';
              if (holds) {
                model[key]?.add(holder);
                await store.hold([slot(name, holder)]);
              } else {
                model[key]?.delete(holder);
                await store.release([{ key: name, holder }]);
              }
            }
            assert.deepEqual(
              await heldOf(...keys),
              model.map(({ size }) => size),
            );
          }),
          { numRuns: 40 },
        );
      });
    });

    it('A67 gives never more than the limit, whatever comes at once', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 0, max: 30 }),
          fc.integer({ min: 0, max: 30 }),
          fc.array(
            fc.record({ first: fc.integer({ min: 0, max: 9 }), second: fc.integer({ min: 0, max: 9 }) }),
            { minLength: 1, maxLength: 25 },
          ),
          async (firstLimit, secondLimit, amounts) => {
            const [firstKey, secondKey] = [randomUUID(), randomUUID()];
            const takings = await Promise.all(
              amounts.map(({ first, second }) =>
                store.take([charge(first, firstLimit, firstKey), charge(second, secondLimit, secondKey)]),
              ),
            );
            const given = amounts.filter((_amount, index) => takings[index]?.taken);
            const sums = [
              given.reduce((sum, { first }) => sum + first, 0),
              given.reduce((sum, { second }) => sum + second, 0),
            ];
            assert.deepEqual(await usedOf(firstKey, secondKey), sums);
            assert.ok((sums[0] ?? 0) <= firstLimit && (sums[1] ?? 0) <= secondLimit);
            for (const { counts } of takings) {
              assert.ok((counts[0]?.used ?? 0) <= firstLimit && (counts[1]?.used ?? 0) <= secondLimit);
            }
            // Whatever was refused would still not fit: nothing is refused without need.
            const [usedFirst = 0, usedSecond = 0] = sums;
            amounts.forEach(({ first, second }, index) => {
              if (takings[index]?.taken) return;
              assert.ok(usedFirst + first > firstLimit || usedSecond + second > secondLimit);
            });
          },
        ),
        { numRuns: 60 },
      );
    });
  });
}
