import { join } from 'node:path';
import { migrate } from '@codexcontinue/platform/database/migrate';
import { openPostgres } from '@codexcontinue/platform/database/postgres';
import { sendEgressByJobs } from '@codexcontinue/platform/egress/egress-report';
import { openEgress } from '@codexcontinue/platform/egress/open-egress';
import { createRedisEventLog } from '@codexcontinue/platform/event-log/redis-event-log';
import { createInternalTokenVerifier } from '@codexcontinue/platform/identity';
import { createPgBossJobs } from '@codexcontinue/platform/jobs/pg-boss-jobs';
import { createLogger } from '@codexcontinue/platform/log';
import { createMetrics } from '@codexcontinue/platform/metrics';
import { DEFAULT_QUOTAS } from '@codexcontinue/platform/quotas/quota-kinds';
import { createRedisQuotaStore } from '@codexcontinue/platform/quotas/redis-quota-store';
import { createRedisSharedSeenTokens } from '@codexcontinue/platform/redis-shared-seen-tokens';
import { runMain, runUntilSignal } from '@codexcontinue/platform/shutdown';
import { createFilesystemStorage } from '@codexcontinue/platform/storage/filesystem-storage';
import { startTelemetry } from '@codexcontinue/platform/telemetry/telemetry';
import { readBusinessEnvironment } from './environment.ts';
import { migrations } from './migrations.ts';
import { createBusinessServer } from './server.ts';

const JOBS_GRACE_MILLISECONDS = 10_000;

runMain(async () => {
  const environment = readBusinessEnvironment(process.env);
  const logger = createLogger('business', environment.LOG_LEVEL);
  const metrics = createMetrics('business');
  // Traces are all that goes out of here.
  const egress = openEgress({ service: 'business', logger, metrics });
  const telemetry = await startTelemetry(environment, ['business'], logger, egress);
  const database = openPostgres({ connectionString: environment.DATABASE_URL, logger });
  const eventLog = createRedisEventLog({ url: environment.REDIS_URL, logger });
  const seenTokens = createRedisSharedSeenTokens({ url: environment.REDIS_URL, logger });
  const quotaStore = createRedisQuotaStore({ url: environment.REDIS_URL, logger });
  const jobs = createPgBossJobs(database, { logger, role: environment.JOBS_ROLE });
  await migrate(database, migrations);
  await jobs.start();
  egress.reportTo(sendEgressByJobs(jobs));
  const server = createBusinessServer({
    database,
    eventLog,
    jobs,
    auditsReads: environment.AUDIT_READS === 'on',
    encryptionKeys: environment.ENCRYPTION_KEYS,
    quotas: { store: quotaStore, defaults: environment.QUOTAS ?? DEFAULT_QUOTAS },
    logger,
    metrics,
    storage: createFilesystemStorage(join(environment.DATA_DIR, 'blobs')),
    tokenVerifier: createInternalTokenVerifier(environment.INTERNAL_PUBLIC_KEY, 'business', seenTokens),
    urlSecret: environment.URL_SECRET,
    port: environment.PORT,
    host: environment.HOST,
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
});
