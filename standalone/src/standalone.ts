import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTokenAuthenticator } from '@codexcontinue/gateway/identity/token-authenticator';
import { type Manifests, readManifests } from '@codexcontinue/gateway/operations/manifest-folder';
import { createGatewayServer } from '@codexcontinue/gateway/server';
import { type DataDirectory, takeDataDirectory } from '@codexcontinue/platform/database/data-directory';
import { migrate } from '@codexcontinue/platform/database/migrate';
import { openPglite } from '@codexcontinue/platform/database/pglite';
import { sendEgressByJobs } from '@codexcontinue/platform/egress/egress-report';
import { openEgress } from '@codexcontinue/platform/egress/open-egress';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import { createInternalTokenSigner, createInternalTokenVerifier } from '@codexcontinue/platform/identity';
import { createPgBossJobs } from '@codexcontinue/platform/jobs/pg-boss-jobs';
import { createLogger } from '@codexcontinue/platform/log';
import { createMetrics } from '@codexcontinue/platform/metrics';
import { createMemoryQuotaStore } from '@codexcontinue/platform/quotas/memory-quota-store';
import { DEFAULT_QUOTAS } from '@codexcontinue/platform/quotas/quota-kinds';
import type { Service } from '@codexcontinue/platform/service';
import { createFilesystemStorage } from '@codexcontinue/platform/storage/filesystem-storage';
import { startTelemetry } from '@codexcontinue/platform/telemetry/telemetry';
import { openMailSender } from '@codexcontinue/subgraph-auth/mail/open-mail-sender';
import { migrations as authMigrations } from '@codexcontinue/subgraph-auth/migrations';
import { createAuthServer } from '@codexcontinue/subgraph-auth/server';
import { migrations as businessMigrations } from '@codexcontinue/subgraph-business/migrations';
import { createBusinessServer } from '@codexcontinue/subgraph-business/server';
import { migrations as mlMigrations } from '@codexcontinue/subgraph-ml/migrations';
import { createMlServer } from '@codexcontinue/subgraph-ml/server';
import type { StandaloneEnvironment } from './environment.ts';
import { readSecrets } from './secrets.ts';

const SUPERGRAPH = fileURLToPath(new URL('../../schema/supergraph.graphql', import.meta.url));
const MANIFESTS = fileURLToPath(new URL('../../schema/operations/manifests', import.meta.url));
const WEB_DIRECTORY = fileURLToPath(new URL('../../web/dist', import.meta.url));
/** The subgraphs are for the gateway only: a free port of the loopback interface. */
const INTERNAL = { host: '127.0.0.1', port: 0 } as const;
const SERVICES = ['gateway', 'auth', 'business', 'ml'];
const JOBS_GRACE_MILLISECONDS = 5_000;

/** The whole, and where its subgraphs answer whoever has an internal token. */
export interface Standalone extends Service {
  readonly subgraphUrls: Readonly<Record<string, string>>;
}

/**
 * Everything in one process: the same services as in containers, on the embedded database, the log in memory and the
 * local disk. The gateway's address is the service's.
 */
export async function createStandalone(environment: StandaloneEnvironment): Promise<Standalone> {
  const directory = await takeDataDirectory(environment.DATA_DIR);
  try {
    return await composeServices(environment, directory);
  } catch (error) {
    directory.release();
    throw error;
  }
}

async function composeServices(
  environment: StandaloneEnvironment,
  directory: DataDirectory,
): Promise<Standalone> {
  const secrets = await readSecrets(directory);
  const loggerOf = (name: string) => createLogger(name, environment.LOG_LEVEL);
  const verifierFor = (name: string) => createInternalTokenVerifier(secrets.internalPublicKeyPem, name);

  const publicUrl = environment.PUBLIC_URL ?? `http://localhost:${environment.PORT}`;
  const metrics = createMetrics('standalone');
  const egressOf = (service: string) =>
    openEgress({ service, rules: environment.EGRESS_ALLOW, logger: loggerOf(service), metrics });
  const egress = { gateway: egressOf('gateway'), auth: egressOf('auth'), ml: egressOf('ml') };
  const ways = Object.values(egress);
  const telemetry = await startTelemetry(environment, SERVICES, loggerOf('telemetry'), egress.gateway);
  const database = await openPglite({ directory: join(directory.path, 'postgres') });
  const eventLog = createMemoryEventLog();
  const quotas = { store: createMemoryQuotaStore(), defaults: environment.QUOTAS ?? DEFAULT_QUOTAS };
  const storage = createFilesystemStorage(join(directory.path, 'blobs'));
  const jobs = createPgBossJobs(database, { logger: loggerOf('jobs') });

  const auth = await createAuthServer({
    ...INTERNAL,
    database,
    eventLog,
    jobs,
    auditRetentionDays: environment.AUDIT_RETENTION_DAYS,
    egressRetentionDays: environment.EGRESS_RETENTION_DAYS,
    quotas,
    tokenVerifier: verifierFor('auth'),
    signingKeyPem: secrets.authSigningKeyPem,
    secureCookies: environment.PUBLIC_URL?.startsWith('https:') ?? false,
    packs: environment.PACKS,
    hardened: environment.HARDENED === '1',
    identity: {
      encryptionKey: secrets.authEncryptionKey,
      publicUrl,
      oidcProviders: environment.OIDC_PROVIDERS,
      mailSender: openMailSender(
        {
          smtpUrl: environment.SMTP_URL,
          from: environment.MAIL_FROM,
          dataDirectory: directory.path,
          publicUrl,
        },
        egress.auth,
        loggerOf('mail'),
      ),
    },
    egress: egress.auth,
    metrics,
    logger: loggerOf('auth'),
  });
  const business = createBusinessServer({
    ...INTERNAL,
    database,
    eventLog,
    jobs,
    storage,
    tokenVerifier: verifierFor('business'),
    urlSecret: secrets.urlSecret,
    quotas,
    auditsReads: environment.AUDIT_READS === 'on',
    encryptionKeys: environment.ENCRYPTION_KEYS,
    metrics,
    logger: loggerOf('business'),
  });
  const ml = createMlServer({
    ...INTERNAL,
    database,
    eventLog,
    jobs,
    storage,
    tokenVerifier: verifierFor('ml'),
    ollamaUrl: environment.OLLAMA_URL,
    egress: egress.ml,
    quotaStore: quotas.store,
    auditsReads: environment.AUDIT_READS === 'on',
    encryptionKeys: environment.ENCRYPTION_KEYS,
    metrics,
    logger: loggerOf('ml'),
  });
  const started: { stop(): Promise<void> }[] = [
    ...ways.map((way) => ({ stop: () => way.close() })),
    telemetry,
    { stop: async () => directory.release() },
    { stop: () => database.close() },
    { stop: () => eventLog.close() },
    { stop: () => jobs.stop(JOBS_GRACE_MILLISECONDS) },
    ...ways.map((way) => ({ stop: () => way.stopReport() })),
  ];
  let gateway: Service | undefined;
  let stopping: Promise<void> | undefined;

  async function start(): Promise<void> {
    for (const migrations of [authMigrations, businessMigrations, mlMigrations])
      await migrate(database, migrations);
    await jobs.start();
    for (const way of ways) way.reportTo(sendEgressByJobs(jobs));
    for (const service of [auth, business, ml]) {
      await service.start();
      started.push(service);
    }
    gateway = createGateway(await readManifests(MANIFESTS));
    await gateway.start();
    started.push(gateway);
  }

  const subgraphUrls = () => ({
    auth: `${auth.url}/graphql`,
    business: `${business.url}/graphql`,
    ml: `${ml.url}/graphql`,
  });

  function createGateway(manifests: Manifests): Service {
    const internalTokens = createInternalTokenSigner(secrets.internalPrivateKeyPem);
    return createGatewayServer({
      supergraphSdl: readFileSync(SUPERGRAPH, 'utf8'),
      manifests,
      quotas,
      port: environment.PORT,
      host: environment.HOST,
      publicUrl: environment.PUBLIC_URL,
      eventLog,
      cursorSecret: secrets.cursorSecret,
      internalTokens,
      authenticate: createTokenAuthenticator({
        jwksUrl: `${auth.url}/.well-known/jwks.json`,
        authority: {
          url: `${auth.url}/internal/authority`,
          internalTokens,
        },
        issuer: 'codexcontinue',
        audience: 'codexcontinue',
        logger: loggerOf('gateway'),
      }),
      subgraphUrls: subgraphUrls(),
      cookieSubgraph: 'auth',
      forwardRoutes: [
        { prefix: '/api/auth', target: auth.url },
        { prefix: '/.well-known/jwks.json', target: auth.url },
        { prefix: '/uploads', target: business.url },
        { prefix: '/downloads', target: business.url },
      ],
      webDirectory: existsSync(WEB_DIRECTORY) ? WEB_DIRECTORY : undefined,
      introspection: environment.INTROSPECTION,
      safelist: { mode: environment.SAFELIST, clients: {} },
      readinessChecks: [{ name: 'database', check: () => database.ping() }],
      clientTraces: environment.CLIENT_TRACES,
      slowOperationMilliseconds: environment.SLOW_OPERATION_MILLISECONDS,
      metrics,
      logger: loggerOf('gateway'),
    });
  }

  async function stop(): Promise<void> {
    for (const service of started.toReversed()) await service.stop();
  }

  return {
    start,
    get subgraphUrls() {
      return subgraphUrls();
    },
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
    get url() {
      if (!gateway) throw new Error('CodexContinue has not been started.');
      return gateway.url;
    },
  };
}
