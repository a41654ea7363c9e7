import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Database } from '@codexcontinue/platform/database/database';
import { migrate } from '@codexcontinue/platform/database/migrate';
import type { EgressTally } from '@codexcontinue/platform/egress/egress-tallies';
import { newId } from '@codexcontinue/platform/ids';
import { createLogger } from '@codexcontinue/platform/log';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import {
  createEgressStore,
  type EgressFilter,
  type EgressKey,
  type EgressStore,
} from '../src/data/egress-store.ts';
import { createEgressKeeper } from '../src/egress/egress-keeper.ts';
import { migrations } from '../src/migrations.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 26, 8);
const at = (hours: number, seconds = 0) => new Date(START + hours * HOUR + seconds * 1_000).toISOString();
const INSTANCE = newId();
const tally = (more: Partial<EgressTally> = {}): EgressTally => ({
  service: 'auth',
  instance: INSTANCE,
  hour: at(0),
  host: 'api.example.org',
  port: 443,
  purpose: 'identity-provider',
  outcome: 'answered',
  reason: null,
  calls: 1,
  sentBytes: 10,
  receivedBytes: 100,
  lastStatus: 200,
  firstAt: at(0, 1),
  lastAt: at(0, 1),
  ...more,
});

for (const adapter of databaseAdapters()) {
  describe(`calls out of the system on ${adapter.name}`, () => {
    let database: Database;
    let store: EgressStore;
    before(async () => {
      database = await adapter.open();
      await migrate(database, migrations);
      store = createEgressStore(database);
    });
    after(() => database.close());
    beforeEach(() => database.drizzle.execute(sql`truncate auth.egress_tally`));

    const page = (filter: EgressFilter = {}, limit = 100, from?: EgressKey) =>
      store.page(filter, { limit, from, direction: 'forward' });
    const hostsOf = async (filter: EgressFilter) => (await page(filter)).map(({ host }) => host);

    it('F24 are counted once, told twice and out of order', async () => {
      const early = tally();
      const late = tally({ calls: 3, sentBytes: 30, receivedBytes: 300, lastStatus: 404, lastAt: at(0, 9) });
      for (const tallies of [[late], [early], [late], [early]]) await store.add(tallies);
      const rows = await page();
      assert.deepEqual(rows, [
        {
          hour: new Date(at(0)),
          service: 'auth',
          host: 'api.example.org',
          port: 443,
          purpose: 'identity-provider',
          outcome: 'answered',
          reason: '',
          calls: 3,
          sentBytes: 30,
          receivedBytes: 300,
          lastStatus: 404,
          firstAt: new Date(at(0, 1)),
          lastAt: new Date(at(0, 9)),
        },
      ]);
    });

    it('of several processes are told together', async () => {
      await store.add([
        tally({ calls: 2 }),
        tally({ instance: newId(), calls: 5, lastStatus: 503, lastAt: at(0, 7) }),
      ]);
      const [row, ...others] = await page();
      assert.deepEqual(others, []);
      assert.deepEqual([row?.calls, row?.sentBytes, row?.lastStatus], [7, 20, 503]);
    });

    it('are found by service, part of a host, purpose, outcome and hour', async () => {
      await store.add([
        tally(),
        tally({ host: 'mail.example', service: 'ml', purpose: 'mail', hour: at(2), lastStatus: null }),
        tally({ host: 'evil_%.example', outcome: 'refused', reason: 'host', hour: at(1) }),
      ]);
      assert.deepEqual(await hostsOf({}), ['mail.example', 'evil_%.example', 'api.example.org']);
      assert.deepEqual(await hostsOf({ service: 'ml' }), ['mail.example']);
      assert.deepEqual(await hostsOf({ host: 'EXAMPLE.o' }), ['api.example.org']);
      assert.deepEqual(await hostsOf({ host: '_%' }), ['evil_%.example']);
      assert.deepEqual(await hostsOf({ host: "' or 1=1 --" }), []);
      assert.deepEqual(await hostsOf({ purpose: 'mail' }), ['mail.example']);
      assert.deepEqual(await hostsOf({ outcome: 'refused' }), ['evil_%.example']);
      assert.deepEqual(await hostsOf({ from: new Date(at(1)), until: new Date(at(2)) }), ['evil_%.example']);
    });

    it('come whole and once over pages of any size', async () => {
      const part = fc.record({
        hour: fc.constantFrom(at(0), at(1)),
        service: fc.constantFrom('auth', 'ml'),
        host: fc.constantFrom('a.example', 'B.example', 'a-b.example', 'ä.example'),
        port: fc.constantFrom(80, 443, 8443),
        outcome: fc.constantFrom('answered', 'failed', 'refused'),
        reason: fc.constantFrom(null, 'host', 'ECONNREFUSED'),
        instance: fc.constantFrom(INSTANCE, newId()),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(part, { maxLength: 25 }),
          fc.integer({ min: 1, max: 7 }),
          async (parts, size) => {
            await database.drizzle.execute(sql`truncate auth.egress_tally`);
            for (const each of parts) await store.add([tally(each)]);
            const whole = await page();
            const paged = [];
            for (let from: EgressKey | undefined; ; ) {
              const rows = await page({}, size, from);
              paged.push(...rows.slice(0, size));
              if (rows.length <= size) break;
              const { hour, service, host, port, purpose, outcome, reason } = paged.at(-1) ?? assert.fail();
              from = [hour.toISOString(), service, host, port, purpose, outcome, reason];
            }
            assert.deepEqual(paged, whole);
          },
        ),
        { numRuns: 15 },
      );
    });

    it('are let go when they are older than the retention, and kept for ever without one', async () => {
      await store.add([tally({ hour: at(-49) }), tally({ hour: at(-1) })]);
      const logger = createLogger('test', 'silent');
      const keeperFor = (retentionDays: number) =>
        createEgressKeeper({ store, jobs: undefined as never, retentionDays, logger });
      assert.equal(await keeperFor(0).letGoOfOld(new Date(START)), 0);
      assert.equal(await keeperFor(2).letGoOfOld(new Date(START)), 1);
      assert.deepEqual(
        (await page()).map(({ hour }) => hour.toISOString()),
        [at(-1)],
      );
    });
  });
}
