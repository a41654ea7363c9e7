import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AuditIntents } from '@codexcontinue/platform/audit/audit-intents';
import type { AuditEntry } from '@codexcontinue/platform/audit/audit-trail';
import type { Database } from '@codexcontinue/platform/database/database';
import { migrate } from '@codexcontinue/platform/database/migrate';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { newId } from '@codexcontinue/platform/ids';
import { createLogger } from '@codexcontinue/platform/log';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { createIntentTaker } from '../src/audit/intent-taker.ts';
import { createAuditIntents, takeInIntents } from '../src/data/audit-intents-store.ts';
import { createAuditStore } from '../src/data/audit-store.ts';
import { verifyChain } from '../src/domain/audit-chain.ts';
import { migrations } from '../src/migrations.ts';
import { rowsOf } from './helpers/database-rows.ts';

for (const adapter of databaseAdapters()) {
  describe(`what auth does itself, told before it begins, on ${adapter.name}`, () => {
    let database: Database;
    let intents: AuditIntents;
    let settled = 0;

    before(async () => {
      database = await adapter.open();
      await migrate(database, migrations);
      intents = createAuditIntents('auth', database, () => {
        settled += 1;
      });
    });
    after(() => database.close());

    const takeIn = () => takeInIntents(withinTenants(database, ALL_TENANTS));
    const entry = (targetId: string, outcome: AuditEntry['outcome'] = 'UNKNOWN'): AuditEntry => ({
      ...{ action: 'member.added', actorId: newId(), sessionId: null, workspaceId: newId() },
      ...{ targetType: 'User', targetId, requestId: null, details: {}, outcome },
    });
    const outcomesOf = async (targetId: string) => {
      const found = await rowsOf<{ outcome: string }>(database)`
        select outcome from auth.audit_event where target_id = ${targetId} order by sequence`;
      return found.map(({ outcome }) => outcome);
    };
    const passTime = () =>
      rowsOf(database)`update auth.audit_intent set begun_at = begun_at - interval '2 minutes'`;
    const isWhole = async () => {
      const store = createAuditStore(withinTenants(database, ALL_TENANTS));
      return (await verifyChain(store.chain(), [], () => true)).kind === 'whole';
    };

    it('stands in the log with what came of it, and not before that is known', async () => {
      const id = newId();
      const intent = await intents.begin(entry(id));
      await takeIn();
      assert.deepEqual(await outcomesOf(id), []);
      const before = settled;
      await intent.settle(entry(id, 'SUCCEEDED'));
      assert.equal(settled, before + 1);
      await takeIn();
      assert.deepEqual(await outcomesOf(id), ['SUCCEEDED']);
    });

    it('F24 is taken in once, however many do it at once', async () => {
      const ids = Array.from({ length: 250 }, () => newId());
      for (const id of ids) await (await intents.begin(entry(id))).settle(entry(id, 'REFUSED'));
      const takers = [1, 2, 3].map(() => createIntentTaker(takeIn, createLogger('test', 'silent')));
      await Promise.all(takers.map((taker) => taker.start()));
      await Promise.all(takers.map((taker) => taker.stop()));
      for (const id of ids) assert.deepEqual(await outcomesOf(id), ['REFUSED']);
      assert.ok(await isWhole());
    });

    it('F23 is not known when nobody has told it for two minutes', async () => {
      const id = newId();
      await intents.begin(entry(id));
      await passTime();
      await Promise.all([takeIn(), takeIn()]);
      assert.deepEqual(await outcomesOf(id), ['UNKNOWN']);
      assert.ok(await isWhole());
    });

    it('is told later when it ends after all', async () => {
      const id = newId();
      const intent = await intents.begin(entry(id));
      await passTime();
      await takeIn();
      await intent.settle(entry(id, 'SUCCEEDED'));
      await takeIn();
      assert.deepEqual(await outcomesOf(id), ['UNKNOWN', 'SUCCEEDED']);
      assert.ok(await isWhole());
    });

    it('stands there in the order in which it ended', async () => {
      const [first, second] = [newId(), newId()];
      const slow = await intents.begin(entry(first));
      await (await intents.begin(entry(second))).settle(entry(second, 'SUCCEEDED'));
      await slow.settle(entry(first, 'SUCCEEDED'));
      // As a clock shows it that ticks slowly: one moment for both.
      for (const id of [second, first])
        await rowsOf(database)`
          update auth.audit_intent set settled_at = date_trunc('hour', now()) where entry->>'targetId' = ${id}`;
      await takeIn();
      const rows = await rowsOf<{ id: string }>(database)`
        select target_id as id from auth.audit_event where target_id in (${first}, ${second}) order by sequence`;
      assert.deepEqual(
        rows.map(({ id }) => id),
        [second, first],
      );
    });

    it('takes whatever somebody sent for a workspace', async () => {
      const id = newId();
      const hostile = { ...entry(id, 'REFUSED'), workspaceId: "'; drop\0 table" };
      await (await intents.begin(hostile)).settle(hostile);
      await takeIn();
      const rows = await rowsOf(database)`
        select workspace_id, details from auth.audit_event where target_id = ${id}`;
      assert.deepEqual(rows, [{ workspace_id: null, details: { workspaceId: "'; drop\uFFFD table" } }]);
    });
  });
}
