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
import { startTelemetry } from '@codexcontinue/platform/telemetry/telemetry';
import { readAuthEnvironment } from './environment.ts';
import { openMailSender } from './mail/open-mail-sender.ts';
import { migrations } from './migrations.ts';
import { createAuthServer } from './server.ts';

const JOBS_GRACE_MILLISECONDS = 10_000;

runMain(async () => {
  const environment = readAuthEnvironment(process.env);
  const logger = createLogger('auth', environment.LOG_LEVEL);
  const metrics = createMetrics('auth');
  const egress = openEgress({ service: 'auth', rules: environment.EGRESS_ALLOW, logger, metrics });
  const telemetry = await startTelemetry(environment, ['auth'], logger, egress);
  const database = openPostgres({ connectionString: environment.DATABASE_URL, logger });
  const eventLog = createRedisEventLog({ url: environment.REDIS_URL, logger });
  const seenTokens = createRedisSharedSeenTokens({ url: environment.REDIS_URL, logger });
  const quotaStore = createRedisQuotaStore({ url: environment.REDIS_URL, logger });
  const jobs = createPgBossJobs(database, { logger, role: environment.JOBS_ROLE });
  await migrate(database, migrations);
  await jobs.start();
  egress.reportTo(sendEgressByJobs(jobs));
  const server = await createAuthServer({
    database,
    eventLog,
    jobs,
    auditRetentionDays: environment.AUDIT_RETENTION_DAYS,
    egressRetentionDays: environment.EGRESS_RETENTION_DAYS,
    quotas: { store: quotaStore, defaults: environment.QUOTAS ?? DEFAULT_QUOTAS },
    logger,
    metrics,
    egress,
    tokenVerifier: createInternalTokenVerifier(environment.INTERNAL_PUBLIC_KEY, 'auth', seenTokens),
    signingKeyPem: environment.AUTH_SIGNING_KEY,
    secureCookies: environment.PUBLIC_URL.startsWith('https:'),
    packs: environment.PACKS,
    hardened: environment.HARDENED === '1',
    identity: {
      encryptionKey: environment.AUTH_ENCRYPTION_KEY,
      publicUrl: environment.PUBLIC_URL,
      oidcProviders: environment.OIDC_PROVIDERS,
      mailSender: openMailSender(
        {
          smtpUrl: environment.SMTP_URL,
          from: environment.MAIL_FROM,
          dataDirectory: environment.DATA_DIR,
          publicUrl: environment.PUBLIC_URL,
        },
        egress,
        logger,
      ),
    },
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
