import { sql } from 'drizzle-orm';
import { type ConstructorOptions, fromDrizzle, fromPglite, type JobResult, PgBoss } from 'pg-boss';
import type { Database } from '../database/database.ts';
import type { Logger } from '../log.ts';
import type { Jobs } from './jobs.ts';

const SCHEMA = 'jobs';
/** Without notices, and with them as the fallback for one that was lost (30 s unless set). */
const FALLBACK_POLLING_SECONDS = 1;
const NOTIFY_FALLBACK_SECONDS = 2;
const RETRY_DELAY_SECONDS = 1;
const RETRY_DELAY_LIMIT_SECONDS = 60;
/** A worker that was killed is noticed after this long. */
const HEARTBEAT_SECONDS = 15;
const KEEP_COMPLETED_SECONDS = 60 * 60;

/** Durable jobs on pg-boss, in the schema `jobs`. Call `start` before anything else. */
export function createPgBossJobs(
  database: Database,
  options: {
    readonly logger: Logger;
    /** The Postgres role that owns the schema, where several services with roles of their own share it. */
    readonly role?: string | undefined;
  },
): Jobs & { start(): Promise<void> } {
  const { logger } = options;
  const boss = new PgBoss({
    ...connectionOptions(database, options.role),
    schema: SCHEMA,
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    // Its spans hold messages of errors, and its batches are traces of their own; ours are in observed-jobs.ts.
    openTelemetry: { enabled: false },
  } as ConstructorOptions);
  boss.on('error', (error) => logger.error({ err: error }, 'the job queue has a fault'));
  const declared = new Set<string>();

  return {
    async start() {
      await boss.start();
    },
    async declare(queue, { retryLimit, expireInSeconds }) {
      if (declared.has(queue)) return;
      await boss.createQueue(queue, {
        retryLimit,
        expireInSeconds,
        retryBackoff: true,
        retryDelay: RETRY_DELAY_SECONDS,
        retryDelayMax: RETRY_DELAY_LIMIT_SECONDS,
        heartbeatSeconds: HEARTBEAT_SECONDS,
        notify: true,
        deleteAfterSeconds: KEEP_COMPLETED_SECONDS,
      });
      declared.add(queue);
    },
    async send(queue, data, { id, transaction } = {}) {
      await boss.send(queue, data, {
        ...(id ? { id } : {}),
        ...(transaction
          ? { db: fromDrizzle(transaction as unknown as Parameters<typeof fromDrizzle>[0], sql) }
          : {}),
      });
    },
    async work(queue, { concurrency }, handler) {
      await boss.work<object>(
        queue,
        {
          // Two at a time, because only a full batch makes a worker fetch again at once.
          batchSize: 2,
          burstWhenBatchFull: true,
          perJobResults: true,
          localConcurrency: concurrency,
          pollingIntervalSeconds: FALLBACK_POLLING_SECONDS,
          notifyPollingIntervalSeconds: NOTIFY_FALLBACK_SECONDS,
        },
        (jobs) =>
          Promise.all(
            jobs.map(async (job): Promise<JobResult> => {
              try {
                await handler({ id: job.id, data: job.data as never, signal: job.signal });
                return { id: job.id, status: 'completed' };
              } catch (error) {
                logger.error({ err: error, queue, jobId: job.id }, 'a job failed');
                // The reason is in the log; what is stored with the job must not hold anybody's words.
                return {
                  id: job.id,
                  status: 'failed',
                  output: { message: 'The handler failed; the log says why.' },
                };
              }
            }),
          ),
      );
    },
    async find(queue, id) {
      const [job] = await boss.findJobs<object>(queue, { id });
      return job ? { data: job.data as never } : undefined;
    },
    async stop(graceMilliseconds) {
      await boss.stop({ graceful: true, timeout: graceMilliseconds, close: true });
    },
  };
}

function connectionOptions(database: Database, role: string | undefined) {
  return database.source.kind === 'pglite'
    ? { db: fromPglite(database.source.pglite), backend: 'pglite' as const }
    : {
        connectionString: database.source.connectionString,
        max: 4,
        ...(role ? { options: `-c role=${role}` } : {}),
      };
}
