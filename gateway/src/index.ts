import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { createEgressFetch, type EgressFetch } from '@codexcontinue/platform/egress/egress-fetch';
import { openEgress } from '@codexcontinue/platform/egress/open-egress';
import { EnvironmentError } from '@codexcontinue/platform/environment';
import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import { createRedisEventLog } from '@codexcontinue/platform/event-log/redis-event-log';
import { createInternalTokenSigner, type InternalTokenSigner } from '@codexcontinue/platform/identity';
import { createLogger, type Logger } from '@codexcontinue/platform/log';
import { createMetrics } from '@codexcontinue/platform/metrics';
import { ManifestError } from '@codexcontinue/platform/operations/operation-manifest';
import { createRedisUsageStore } from '@codexcontinue/platform/operations/redis-usage-store';
import { createMemoryQuotaStore } from '@codexcontinue/platform/quotas/memory-quota-store';
import { DEFAULT_QUOTAS } from '@codexcontinue/platform/quotas/quota-kinds';
import type { QuotaStore } from '@codexcontinue/platform/quotas/quota-store';
import { createRedisQuotaStore } from '@codexcontinue/platform/quotas/redis-quota-store';
import { runMain, runUntilSignal } from '@codexcontinue/platform/shutdown';
import { startTelemetry } from '@codexcontinue/platform/telemetry/telemetry';
import { createHttpPolicyEvaluator } from './authorization/http-policy-evaluator.ts';
import { createRedisCacheStore } from './cache/redis-cache-store.ts';
import { sendEgressToAuth } from './egress/report-egress.ts';
import { type GatewayEnvironment, readGatewayEnvironment } from './environment.ts';
import { createAnonymousAuthenticator } from './identity/anonymous-authenticator.ts';
import type { CallerAuthenticator } from './identity/caller-authenticator.ts';
import { createTokenAuthenticator } from './identity/token-authenticator.ts';
import { type Manifests, readManifests, watchManifests } from './operations/manifest-folder.ts';
import { createRedisDocumentStore } from './operations/redis-document-store.ts';
import { createGatewayServer, type GatewayDependencies, type GatewayServer } from './server.ts';
import { SupergraphError } from './supergraph/supergraph.ts';
import { firstSupergraph, followSupergraphs } from './supergraph/supergraph-updates.ts';

runMain(async () => {
  const environment = readGatewayEnvironment(process.env);
  const logger = createLogger('gateway', environment.LOG_LEVEL);
  const metrics = createMetrics('gateway');
  const egress = openEgress({ service: 'gateway', rules: environment.EGRESS_ALLOW, logger, metrics });
  const telemetry = await startTelemetry(environment, ['gateway'], logger, egress);
  const { OPERATIONS_DIR, REDIS_URL, SUPERGRAPH_FILE, WEB_DIRECTORY } = environment;
  const internalTokens = readSigner(environment.INTERNAL_PRIVATE_KEY);
  const eventLog =
    REDIS_URL === undefined ? createMemoryEventLog() : createRedisEventLog({ url: REDIS_URL, logger });
  const { AUTHORITY_URL, JWKS_URL, POLICY_URL } = environment;
  if (AUTHORITY_URL !== undefined && internalTokens)
    egress.reportTo(sendEgressToAuth(AUTHORITY_URL, internalTokens));
  // With an authority the keys are auth's, a part of this system; else they are of somebody outside.
  const keysFetch =
    JWKS_URL === undefined || AUTHORITY_URL !== undefined
      ? undefined
      : createEgressFetch(egress.dispatcher('token-keys', JWKS_URL));
  const quotaStore = createQuotaStore(environment, logger);
  const gateway = createServerOf(SUPERGRAPH_FILE, {
    supergraphSdl: await readSupergraph(SUPERGRAPH_FILE, eventLog, logger),
    port: environment.PORT,
    host: environment.HOST,
    publicUrl: environment.PUBLIC_URL,
    logger,
    metrics,
    eventLog,
    cacheStore: REDIS_URL === undefined ? undefined : createRedisCacheStore(REDIS_URL, logger),
    manifests: OPERATIONS_DIR === undefined ? undefined : await readOperations(OPERATIONS_DIR),
    safelist: { mode: environment.SAFELIST, clients: environment.SAFELIST_CLIENTS },
    documentStore: REDIS_URL === undefined ? undefined : createRedisDocumentStore({ url: REDIS_URL, logger }),
    usageStore: REDIS_URL === undefined ? undefined : createRedisUsageStore({ url: REDIS_URL, logger }),
    cursorSecret: environment.CURSOR_SECRET ?? makeCursorSecret(logger),
    authenticate: createAuthenticator(environment, internalTokens, keysFetch, logger),
    evaluatePolicies:
      POLICY_URL === undefined
        ? undefined
        : createHttpPolicyEvaluator({
            url: POLICY_URL,
            logger,
            dispatcher: egress.dispatcher('policy-hook', POLICY_URL),
          }),
    operationLimits: environment.OPERATION_LIMITS,
    quotas: quotaStore && { store: quotaStore, defaults: environment.QUOTAS ?? DEFAULT_QUOTAS },
    internalTokens,
    subgraphUrls: environment.SUBGRAPH_URLS,
    cookieSubgraph: 'auth',
    forwardRoutes: environment.FORWARD_ROUTES,
    webDirectory: WEB_DIRECTORY === undefined ? undefined : resolve(WEB_DIRECTORY),
    introspection: environment.INTROSPECTION,
    clientTraces: environment.CLIENT_TRACES,
    slowOperationMilliseconds: environment.SLOW_OPERATION_MILLISECONDS,
    trustedProxies: environment.TRUSTED_PROXIES,
    transportLimits: {
      connections: environment.CONNECTIONS,
      connectionsPerPerson: environment.CONNECTIONS_PER_PERSON,
      connectionsPerAddress: environment.CONNECTIONS_PER_ADDRESS,
    },
    readinessChecks: [{ name: 'event log', check: () => eventLog.ping() }],
  });
  await gateway.start();
  const updates = followSupergraphs({ path: SUPERGRAPH_FILE, eventLog, gateway, logger });
  const operations = followOperations(OPERATIONS_DIR, gateway, logger);
  await runUntilSignal(
    [
      ...[updates, operations, gateway, { stop: () => egress.stopReport() }, closing(eventLog)],
      ...(quotaStore ? [closing(quotaStore)] : []),
      telemetry,
      closing(egress),
    ],
    logger,
  );
});

async function readSupergraph(path: string, eventLog: EventLog, logger: Logger): Promise<string> {
  try {
    return await firstSupergraph(path, eventLog, logger);
  } catch (error) {
    throw new EnvironmentError([
      `SUPERGRAPH_FILE: ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    ]);
  }
}

async function readOperations(folder: string): Promise<Manifests> {
  try {
    return await readManifests(folder);
  } catch (error) {
    const reason = error instanceof ManifestError ? error.message : (error as NodeJS.ErrnoException).code;
    throw new EnvironmentError([`OPERATIONS_DIR: the manifests in ${folder} cannot be used (${reason}).`]);
  }
}

function followOperations(
  folder: string | undefined,
  gateway: GatewayServer,
  logger: Logger,
): { stop(): Promise<void> } {
  const watcher =
    folder === undefined
      ? undefined
      : watchManifests(folder, (manifests) => gateway.register(manifests), logger);
  return { stop: async () => watcher?.stop() };
}

function createServerOf(supergraphFile: string, dependencies: GatewayDependencies): GatewayServer {
  try {
    return createGatewayServer(dependencies);
  } catch (error) {
    if (!(error instanceof SupergraphError)) throw error;
    throw new EnvironmentError([`SUPERGRAPH_FILE: ${supergraphFile} holds no supergraph: ${error.message}`]);
  }
}

function readSigner(privateKeyPem: string | undefined): InternalTokenSigner | undefined {
  if (privateKeyPem === undefined) return undefined;
  try {
    return createInternalTokenSigner(privateKeyPem);
  } catch {
    // The cause may repeat the key.
    throw new EnvironmentError(['INTERNAL_PRIVATE_KEY is no Ed25519 private key in PEM.']);
  }
}

function makeCursorSecret(logger: Logger): string {
  logger.warn(
    'CURSOR_SECRET is not set: cursors are good until this process ends, and with no other gateway',
  );
  return randomBytes(32).toString('base64url');
}

function createAuthenticator(
  { JWKS_URL, AUTHORITY_URL, TOKEN_ISSUER, TOKEN_AUDIENCE }: GatewayEnvironment,
  signer: InternalTokenSigner | undefined,
  keysFetch: EgressFetch | undefined,
  logger: Logger,
): CallerAuthenticator {
  if (JWKS_URL === undefined) {
    logger.info('JWKS_URL is not set: everybody is anonymous');
    return createAnonymousAuthenticator();
  }
  return createTokenAuthenticator({
    jwksUrl: JWKS_URL,
    ...(keysFetch ? { keysFetch } : {}),
    issuer: TOKEN_ISSUER,
    audience: TOKEN_AUDIENCE,
    ...(AUTHORITY_URL !== undefined && signer
      ? { authority: { url: AUTHORITY_URL, internalTokens: signer } }
      : {}),
    logger,
  });
}

/** Where nobody is known, callers are counted only when that is asked for: behind a proxy all would be one. */
function createQuotaStore(
  { JWKS_URL, QUOTAS, REDIS_URL }: GatewayEnvironment,
  logger: Logger,
): QuotaStore | undefined {
  if (JWKS_URL === undefined && QUOTAS === undefined) return undefined;
  return REDIS_URL === undefined
    ? createMemoryQuotaStore()
    : createRedisQuotaStore({ url: REDIS_URL, logger });
}

function closing(part: { close(): Promise<void> }): { stop(): Promise<void> } {
  return { stop: () => part.close() };
}
