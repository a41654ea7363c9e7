import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  addDays,
  type OperationUse,
  type UsageLimits,
  type UsageStore,
} from '../../src/operations/usage-store.ts';

export const TEST_USAGE_LIMITS: UsageLimits = { operationsPerDay: 3, documents: 4, days: 10 };

const TODAY = '2026-11-24';

/** What every store of usage does. */
export function describeUsageStore(name: string, open: () => UsageStore): void {
  describe(`usage in ${name}`, () => {
    let store: UsageStore;
    before(() => {
      store = open();
    });
    after(() => store.close());

    const use = (documentHash: string, more: Partial<OperationUse> = {}): OperationUse => ({
      client: 'other',
      operationName: 'Me',
      documentHash,
      coordinates: ['Query.me', `User.${documentHash}`],
      count: 1,
      isRegistered: false,
      ...more,
    });

    it('adds up what is used by client, operation and day', async () => {
      await store.add(addDays(TODAY, -3), [use('a', { client: 'web', count: 2, isRegistered: true })]);
      await store.add(TODAY, [use('a', { client: 'web', count: 3, isRegistered: true }), use('b')]);
      const report = await store.read(addDays(TODAY, -3), TODAY);
      assert.equal(report.executions, 6);
      assert.deepEqual(report.operations[0], {
        client: 'web',
        operationName: 'Me',
        documentHash: 'a',
        count: 5,
        lastUsedOn: TODAY,
        coordinates: ['Query.me', 'User.a'],
      });
      assert.deepEqual(report.coordinates[0], {
        coordinate: 'Query.me',
        count: 6,
        clients: { web: 5, other: 1 },
        lastUsedOn: TODAY,
      });
    });

    it('reports the days that are asked for and no others', async () => {
      const report = await store.read(addDays(TODAY, -3), addDays(TODAY, -1));
      assert.equal(report.executions, 2);
      assert.equal(report.coordinates[0]?.lastUsedOn, addDays(TODAY, -3));
    });

    it('tells no more operations apart than it may, yet counts them and all they use', async () => {
      const day = addDays(TODAY, -1);
      await store.add(
        day,
        Array.from({ length: 50 }, (_, index) => use(`h${index}`, { coordinates: ['Query.me'] })),
      );
      await store.add(day, [use('known', { client: 'web', isRegistered: true, coordinates: ['Query.me'] })]);
      const report = await store.read(day, day);
      assert.equal(report.executions, 51);
      assert.equal(report.coordinates.find(({ coordinate }) => coordinate === 'Query.me')?.count, 51);
      const told = report.operations.filter(({ documentHash }) => documentHash !== '');
      assert.deepEqual(told.map(({ documentHash }) => documentHash).sort(), ['h0', 'h1', 'h2', 'known']);
      assert.equal(report.operations.find(({ documentHash }) => documentHash === '')?.count, 47);
    });

    it('keeps the coordinates of the documents used last', async () => {
      const day = addDays(TODAY, 1);
      for (const hash of ['p', 'q', 'r', 's', 't']) {
        await store.add(day, [use(hash, { client: 'web', isRegistered: true })]);
      }
      const { operations } = await store.read(day, day);
      const kept = operations.filter(({ coordinates }) => coordinates);
      assert.equal(operations.length, 5);
      assert.equal(kept.length, TEST_USAGE_LIMITS.documents);
    });
  });
}
