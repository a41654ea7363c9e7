import { createAuditTrail } from '@codexcontinue/platform/audit/audit-trail';
import type { Database } from '@codexcontinue/platform/database/database';
import { migrate } from '@codexcontinue/platform/database/migrate';
import { ALL_TENANTS, type TenantDatabase, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { type EventLog, START } from '@codexcontinue/platform/event-log/event-log';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import type { Jobs } from '@codexcontinue/platform/jobs/jobs';
import { createPgBossJobs } from '@codexcontinue/platform/jobs/pg-boss-jobs';
import { createLogger } from '@codexcontinue/platform/log';
import { createOutbox } from '@codexcontinue/platform/outbox/outbox';
import { sql } from 'drizzle-orm';
import { Collector } from '../../../../platform/test/helpers/collector.ts';
import { type ConversationsStore, createConversationsStore } from '../../src/data/conversations-store.ts';
import { createDocumentsStore, type DocumentsStore } from '../../src/data/documents-store.ts';
import { outbox as outboxTable } from '../../src/data/tables.ts';
import { migrations } from '../../src/migrations.ts';
import { QUEUES } from '../../src/queues.ts';

/** Business's stores on a real database, with real jobs and a real outbox. */
export interface Stores {
  readonly database: Database;
  /** The same database, with everybody's rows. */
  readonly everything: TenantDatabase;
  readonly jobs: Jobs;
  readonly eventLog: EventLog;
  readonly conversations: ConversationsStore;
  readonly documents: DocumentsStore;
  /** Reads a workspace's events from the first. */
  eventsOf(workspaceId: string): Collector;
  /** The jobs of a queue whose data has this value. */
  jobsWith(queue: string, key: string, value: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

const NOBODY = {
  outcome: 'SUCCEEDED',
  actorId: null,
  sessionId: null,
  requestId: null,
  details: {},
} as const;

export async function openStores(database: Database): Promise<Stores> {
  const logger = createLogger('business-test', 'silent');
  await migrate(database, migrations);
  const jobs = createPgBossJobs(database, { logger });
  await jobs.start();
  for (const { name, ...options } of QUEUES) await jobs.declare(name, options);
  const eventLog = createMemoryEventLog();
  const outbox = createOutbox({ name: 'business', table: outboxTable, database, eventLog, logger });
  await outbox.start();
  const trail = createAuditTrail('business', jobs);
  const everything = withinTenants(database, ALL_TENANTS);
  return {
    database,
    everything,
    jobs,
    eventLog,
    conversations: createConversationsStore(everything, jobs, outbox),
    documents: createDocumentsStore(everything, jobs, outbox, {
      record: (act, transaction) => trail.record({ ...NOBODY, ...act }, transaction),
    }),
    eventsOf(workspaceId) {
      const collector = new Collector();
      eventLog.follow(`workspace:${workspaceId}`, START, collector);
      return collector;
    },
    async jobsWith(queue, key, value) {
      const { rows } = (await database.drizzle.execute(
        sql`select data from jobs.job where name = ${queue} and data ->> ${key} = ${value}`,
      )) as unknown as { rows: { data: Record<string, unknown> }[] };
      return rows.map(({ data }) => data);
    },
    async close() {
      await outbox.stop();
      await jobs.stop(1_000);
      await eventLog.close();
      await database.close();
    },
  };
}

/** Makes every insert into a table fail until `release`, as a database that breaks off in the middle would. */
export async function breakTable(database: Database, table: string): Promise<() => Promise<void>> {
  const name = sql.raw(table);
  await database.drizzle.execute(sql`alter table ${name} add constraint broken check (false) not valid`);
  return async () => {
    await database.drizzle.execute(sql`alter table ${name} drop constraint broken`);
  };
}
