import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  AUDIT_QUEUE,
  type AuditEntry,
  type AuditTrail,
  createAuditTrail,
} from '@codexcontinue/platform/audit/audit-trail';
import type { Database } from '@codexcontinue/platform/database/database';
import { migrate } from '@codexcontinue/platform/database/migrate';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { generateSigningKeyPair } from '@codexcontinue/platform/identity';
import { newId } from '@codexcontinue/platform/ids';
import { createPgBossJobs } from '@codexcontinue/platform/jobs/pg-boss-jobs';
import { createLogger } from '@codexcontinue/platform/log';
import { sql } from 'drizzle-orm';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { type AuditKeeper, createAuditKeeper } from '../src/audit/audit-keeper.ts';
import { createCheckpointSigner } from '../src/audit/checkpoint-signer.ts';
import { type AuditRecord, type AuditStore, createAuditStore } from '../src/data/audit-store.ts';
import { type Verification, verifyChain } from '../src/domain/audit-chain.ts';
import { migrations } from '../src/migrations.ts';
import { type WatchedJobs, watchJobs } from './helpers/watched-jobs.ts';

const logger = createLogger('audit-test', 'silent');
const DAY_MILLISECONDS = 24 * 60 * 60 * 1_000;

for (const adapter of databaseAdapters()) {
  describe(`the audit log on ${adapter.name}`, () => {
    const signer = createCheckpointSigner(generateSigningKeyPair().privateKeyPem);
    let database: Database;
    let pgBoss: ReturnType<typeof createPgBossJobs>;
    let jobs: WatchedJobs;
    let store: AuditStore;
    let keeper: AuditKeeper;
    let trail: AuditTrail;

    before(async () => {
      database = await adapter.open();
      await migrate(database, migrations);
      pgBoss = createPgBossJobs(database, { logger });
      await pgBoss.start();
      jobs = watchJobs(pgBoss);
      store = createAuditStore(withinTenants(database, ALL_TENANTS));
      keeper = createAuditKeeper({ store, jobs, signer, retentionDays: 30, logger });
      await keeper.start();
      trail = createAuditTrail('test', jobs);
    });
    after(async () => {
      await keeper.stop();
      await jobs.stop(1_000);
      await database.close();
    });

    const entry = (change: Partial<AuditEntry> = {}): AuditEntry => ({
      action: 'document.deleted',
      outcome: 'SUCCEEDED',
      actorId: newId(),
      sessionId: newId(),
      workspaceId: newId(),
      targetType: 'Document',
      targetId: newId(),
      requestId: null,
      details: {},
      ...change,
    });
    const told = (occurredAt: string, change: Partial<AuditEntry> = {}) => ({
      ...entry(change),
      id: newId(),
      service: 'test',
      occurredAt,
    });
    const now = () => new Date().toISOString();
    const page = async (workspaceId: string, more = {}): Promise<AuditRecord[]> =>
      store.page({ workspaceId, ...more }, { limit: 100, from: undefined, direction: 'forward' });
    const verify = async (): Promise<Verification> =>
      verifyChain(store.chain(), await store.checkpoints(), signer.isSigned);
    /** The one event of a workspace, when everything that was told has been taken in. */
    const writtenOf = async (workspaceId: string): Promise<AuditRecord> => {
      await jobs.settled(AUDIT_QUEUE);
      const [found] = await page(workspaceId);
      assert.ok(found);
      return found;
    };
    /** Does what only somebody with the whole database can. */
    const tamper = (statement: string) =>
      withinTenants(database, ALL_TENANTS).run(async (transaction) => {
        await transaction.execute(sql.raw('alter table auth.audit_event disable trigger user'));
        await transaction.execute(sql.raw(statement));
        await transaction.execute(sql.raw('alter table auth.audit_event enable trigger user'));
      });

    it('has what a service told, with everything it said', async () => {
      const said = entry({ details: { filename: 'a.txt', passages: ['p1', 'p2'], count: 2, private: true } });
      await trail.record(said);
      const {
        sequence: _sequence,
        hash: _hash,
        id: _id,
        occurredAt,
        ...written
      } = await writtenOf(String(said.workspaceId));
      assert.deepEqual(written, { ...said, service: 'test' });
      assert.ok(Date.now() - occurredAt.getTime() < 60_000);
    });

    it('has nothing of a change that was rolled back', async () => {
      const [lost, kept] = [entry(), entry()];
      await assert.rejects(
        database.drizzle.transaction(async (transaction) => {
          // Sent past the watch: nobody will handle it.
          await createAuditTrail('test', pgBoss).record(lost, transaction);
          throw new Error('the change failed');
        }),
        /the change failed/,
      );
      await trail.record(kept);
      await writtenOf(String(kept.workspaceId));
      assert.deepEqual(await page(String(lost.workspaceId)), []);
    });

    it('F24 has an event once, however often and in whatever company it comes', async () => {
      const workspaceId = newId();
      const [first, second] = [told(now(), { workspaceId }), told(now(), { workspaceId })];
      await Promise.all([
        store.append([first, second]),
        store.append([first]),
        store.append([second, first, first]),
      ]);
      assert.equal((await page(workspaceId)).length, 2);
      assert.equal((await verify()).kind, 'whole');
    });

    it('is one chain, however many write at once', async () => {
      await Promise.all(Array.from({ length: 20 }, () => store.append([told(now())])));
      assert.equal((await verify()).kind, 'whole');
    });

    it('is shown newest first, by what is asked for', async () => {
      const [workspaceId, actorId] = [newId(), newId()];
      await store.append([
        told('2026-01-01T00:00:00.000Z', { workspaceId, action: 'member.added' }),
        told('2026-01-02T00:00:00.000Z', { workspaceId, actorId }),
        told('2026-01-03T00:00:00.000Z', { workspaceId, outcome: 'REFUSED' }),
      ]);
      const days = async (filter: object) =>
        (await page(workspaceId, filter)).map(({ occurredAt }) => occurredAt.getUTCDate());
      assert.deepEqual(await days({}), [3, 2, 1]);
      assert.deepEqual(await days({ actions: ['member.added', 'none'] }), [1]);
      assert.deepEqual(await days({ actorId }), [2]);
      assert.deepEqual(await days({ outcome: 'REFUSED' }), [3]);
      assert.deepEqual(await days({ from: new Date('2026-01-02'), until: new Date('2026-01-03') }), [2]);
      const all: AuditRecord[] = [];
      for await (const row of store.all({ workspaceId })) all.push(row);
      assert.deepEqual(
        all.map(({ occurredAt }) => occurredAt.getUTCDate()),
        [1, 2, 3],
      );
    });

    it('F20 is signed again after a signature could not be stored', async () => {
      let broken = true;
      const unsteady: AuditStore = {
        ...store,
        addCheckpoint: (checkpoint) =>
          broken ? Promise.reject(new Error('the database is away')) : store.addCheckpoint(checkpoint),
      };
      const another = createAuditKeeper({ store: unsteady, jobs, signer, retentionDays: 0, logger });
      const { sequence } = await store.append([told(now())]);
      await assert.rejects(another.signCheckpoint(), /the database is away/);
      broken = false;
      await another.signCheckpoint();
      assert.equal((await store.lastCheckpoint())?.sequence, sequence);
    });

    it('keeps one signature of an hour, and all retentions', async () => {
      const signedAt = (hour: number) => `2026-01-01T0${hour}:30:00.000Z`;
      const at: number[] = [];
      for (const hour of [1, 1, 1, 2]) {
        const head = await store.append([told(now())]);
        at.push(head.sequence);
        await store.addCheckpoint(signer.sign({ kind: 'CHECKPOINT', ...head, signedAt: signedAt(hour) }));
      }
      const kept = (await store.checkpoints()).filter((each) => at.includes(each.sequence));
      const ofTest = kept.filter((each) => each.signedAt.startsWith('2026-01-01'));
      assert.deepEqual(
        ofTest.map(({ sequence }) => sequence).sort((a, b) => a - b),
        at.slice(2),
      );
      assert.equal((await verify()).kind, 'whole');
    });

    it('is only added to', async () => {
      const everything = withinTenants(database, ALL_TENANTS);
      for (const statement of [
        "update auth.audit_event set action = 'nothing.done'",
        'delete from auth.audit_event',
        'truncate auth.audit_event',
      ]) {
        await assert.rejects(
          everything.run((transaction) => transaction.execute(sql.raw(statement))),
          (error: Error) => /only added to/.test(String(error.cause)),
        );
      }
    });

    it('lets go of what is older than its retention, and still verifies', async () => {
      const [old, young] = [newId(), newId()];
      await store.append([told('2020-01-01T00:00:00.000Z', { workspaceId: old })]);
      const { sequence } = await store.append([told(now(), { workspaceId: young })]);
      const wouldKeep = await keeper.letGoOfOld(new Date('2020-01-02T00:00:00.000Z'));
      assert.equal(wouldKeep, 0);
      // Events that stand before younger ones wait for these: the chain is let go from its beginning only.
      await keeper.letGoOfOld(new Date());
      assert.equal((await page(old)).length, 1);
      await keeper.letGoOfOld(new Date(Date.now() + 31 * DAY_MILLISECONDS));
      assert.equal((await page(old)).length, 0);
      assert.equal((await page(young)).length, 0);
      assert.deepEqual(await store.head().then((head) => head.sequence), sequence);
      await store.append([told(now())]);
      assert.equal((await verify()).kind, 'whole');
    });

    describe('A57 tampered with by somebody who has the whole database', () => {
      const write = async (count: number) => {
        const { sequence } = await store.append(Array.from({ length: count }, () => told(now())));
        await keeper.signCheckpoint();
        return sequence;
      };

      it('an edited event is named', async () => {
        const last = await write(5);
        const place = last - 2;
        const text = (value: string) =>
          `update auth.audit_event set action = '${value}' where sequence = ${place}`;
        await tamper(text('document.read'));
        assert.deepEqual(await verify(), {
          kind: 'broken',
          sequence: place,
          reason: 'This event is not as it was written.',
        });
        await tamper(text('document.deleted'));
        assert.equal((await verify()).kind, 'whole');
      });

      it('a cut end is named, and a deleted event', async () => {
        const last = await write(5);
        await tamper(`delete from auth.audit_event where sequence > ${last - 2}`);
        const cut = await verify();
        assert.equal(cut.kind === 'broken' && cut.sequence, last - 1);
        assert.match(cut.kind === 'broken' ? cut.reason : '', /^The end is cut off/);
        await tamper(`delete from auth.audit_event where sequence = ${last - 3}`);
        assert.deepEqual(await verify(), {
          kind: 'broken',
          sequence: last - 3,
          reason: 'This event is missing.',
        });
      });
    });
  });
}
