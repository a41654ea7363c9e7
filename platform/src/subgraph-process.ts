import type { Database } from './database/database.ts';
import { type Migrations, migrate } from './database/migrate.ts';
import { openPostgres } from './database/postgres.ts';
import { sendEgressByJobs } from './egress/egress-report.ts';
import { openEgress, type ServiceEgress } from './egress/open-egress.ts';
import type { EgressRule } from './egress/rules.ts';
import type { EventLog } from './event-log/event-log.ts';
import { createRedisEventLog } from './event-log/redis-event-log.ts';
import { createInternalTokenVerifier, type InternalTokenVerifier } from './identity.ts';
import type { Jobs } from './jobs/jobs.ts';
import { createPgBossJobs } from './jobs/pg-boss-jobs.ts';
import { createLogger, type Logger, type LogLevel } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { QuotaStore } from './quotas/quota-store.ts';
import { createRedisQuotaStore } from './quotas/redis-quota-store.ts';
import { createRedisSharedSeenTokens } from './redis-shared-seen-tokens.ts';
import type { Service } from './service.ts';
import { runUntilSignal } from './shutdown.ts';
import { startTelemetry } from './telemetry/telemetry.ts';

const JOBS_GRACE_MILLISECONDS = 10_000;

/** What a subgraph is given that runs as a process of its own, on Postgres and Redis. */
export interface SubgraphParts {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly egress: ServiceEgress;
  readonly database: Database;
  readonly eventLog: EventLog;
  readonly quotaStore: QuotaStore;
  readonly jobs: Jobs;
  readonly tokenVerifier: InternalTokenVerifier;
  readonly host: string;
  readonly port: number;
}

/** As `subgraphVariables` are read. */
type SubgraphEnvironment = Parameters<typeof startTelemetry>[0] & {
  readonly HOST: string;
  readonly PORT: number;
  readonly DATABASE_URL: string;
  readonly REDIS_URL: string;
  readonly JOBS_ROLE: string | undefined;
  readonly INTERNAL_PUBLIC_KEY: string;
  readonly LOG_LEVEL: LogLevel;
};

/**
 * Opens what a subgraph needs, brings its tables up to date, starts it, and stops all of it in order when a signal comes.
 *
 * @param subgraph.name its name in the supergraph
 * @param subgraph.egressRules `EGRESS_ALLOW`; left out, nothing goes out but traces
 * @param createServer puts the subgraph together
 */
export async function runSubgraph(
  subgraph: {
    readonly name: string;
    readonly environment: SubgraphEnvironment;
    readonly migrations: Migrations;
    readonly egressRules?: readonly EgressRule[];
  },
  createServer: (parts: SubgraphParts) => Service | Promise<Service>,
): Promise<void> {
  const { name, environment } = subgraph;
  const logger = createLogger(name, environment.LOG_LEVEL);
  const metrics = createMetrics(name);
  const egress = openEgress({ service: name, rules: subgraph.egressRules, logger, metrics });
  const telemetry = await startTelemetry(environment, [name], logger, egress);
  const database = openPostgres({ connectionString: environment.DATABASE_URL, logger });
  const redis = { url: environment.REDIS_URL, logger };
  const eventLog = createRedisEventLog(redis);
  const seenTokens = createRedisSharedSeenTokens(redis);
  const quotaStore = createRedisQuotaStore(redis);
  const jobs = createPgBossJobs(database, { logger, role: environment.JOBS_ROLE });
  await migrate(database, subgraph.migrations);
  await jobs.start();
  egress.reportTo(sendEgressByJobs(jobs));
  const server = await createServer({
    ...{ logger, metrics, egress, database, eventLog, quotaStore, jobs },
    tokenVerifier: createInternalTokenVerifier(environment.INTERNAL_PUBLIC_KEY, name, seenTokens),
    ...{ host: environment.HOST, port: environment.PORT },
  });
  await server.start();
  await runUntilSignal(
    [
      server,
      { stop: () => egress.stopReport() },
      { stop: () => jobs.stop(JOBS_GRACE_MILLISECONDS) },
      { stop: () => eventLog.close() },
      { stop: () => quotaStore.close() },
      { stop: () => seenTokens.close() },
      { stop: () => database.close() },
      telemetry,
      { stop: () => egress.close() },
    ],
    logger,
  );
}
