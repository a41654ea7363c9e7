import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTokenAuthenticator } from '../../gateway/src/identity/token-authenticator.ts';
import { createGatewayServer, type GatewayServer } from '../../gateway/src/server.ts';
import type { Database } from '../../platform/src/database/database.ts';
import type { EventLog } from '../../platform/src/event-log/event-log.ts';
import { createMemoryEventLog } from '../../platform/src/event-log/memory-event-log.ts';
import { createRedisEventLog } from '../../platform/src/event-log/redis-event-log.ts';
import {
  createInternalTokenSigner,
  createInternalTokenVerifier,
  generateSigningKeyPair,
  type InternalTokenSigner,
} from '../../platform/src/identity.ts';
import { createPgBossJobs } from '../../platform/src/jobs/pg-boss-jobs.ts';
import { createLogger } from '../../platform/src/log.ts';
import type { Service } from '../../platform/src/service.ts';
import { createFilesystemStorage } from '../../platform/src/storage/filesystem-storage.ts';
import { openEmptyPglite } from '../../platform/test/helpers/empty-pglite.ts';
import { migrations as authMigrations } from '../../subgraphs/auth/src/migrations.ts';
import { createAuthServer } from '../../subgraphs/auth/src/server.ts';
import { createMailbox } from '../../subgraphs/auth/test/helpers/mailbox.ts';
import { migrations as businessMigrations } from '../../subgraphs/business/src/migrations.ts';
import { createBusinessServer } from '../../subgraphs/business/src/server.ts';
import { migrations as mlMigrations } from '../../subgraphs/ml/src/migrations.ts';
import { createMlServer } from '../../subgraphs/ml/src/server.ts';

const SUPERGRAPH = fileURLToPath(new URL('../../schema/supergraph.graphql', import.meta.url));
const HERE = { host: '127.0.0.1', port: 0 } as const;

/** The services as containers have them, in this process: each with connections of its own to the event log. */
export interface IdentityRig extends AsyncDisposable {
  /** Of the gateways. */
  readonly urls: readonly string[];
  readonly subgraphs: Readonly<Record<'auth' | 'business' | 'ml', Service>>;
  readonly database: Database;
  /** Auth's. */
  readonly eventLog: EventLog;
  readonly signingKeyPem: string;
  /** As the gateways have it. */
  readonly internalSigner: InternalTokenSigner;
}

/** @param options.redisUrl the event log in memory without it */
export async function startIdentityRig(options: {
  replicas: number;
  redisUrl?: string;
}): Promise<IdentityRig> {
  await using stack = new AsyncDisposableStack();
  const logger = createLogger('rig', process.env.TEST_LOG === '1' ? 'debug' : 'silent');
  const directory = await mkdtemp(join(tmpdir(), 'identity-'));
  stack.defer(() => rm(directory, { recursive: true, force: true }));
  const database = await openEmptyPglite(authMigrations, businessMigrations, mlMigrations);
  stack.defer(() => database.close());
  const jobs = createPgBossJobs(database, { logger });
  await jobs.start();
  stack.defer(() => jobs.stop(1_000));

  const { privateKeyPem, publicKeyPem } = generateSigningKeyPair();
  const signingKeyPem = generateSigningKeyPair().privateKeyPem;
  const keyPrefix = `${randomUUID()}:`;
  const shared = options.redisUrl === undefined ? createMemoryEventLog() : undefined;
  const newEventLog = () => {
    if (options.redisUrl === undefined) return shared ?? createMemoryEventLog();
    const log = createRedisEventLog({ url: options.redisUrl, logger, keyPrefix });
    stack.defer(() => log.close());
    return log;
  };
  const eventLog = newEventLog();
  const storage = createFilesystemStorage(join(directory, 'blobs'));
  const common = { ...HERE, database, eventLog, logger };
  const verifierOf = (name: string) => createInternalTokenVerifier(publicKeyPem, name);
  const subgraphs = {
    auth: await createAuthServer({
      ...common,
      tokenVerifier: verifierOf('auth'),
      jobs,
      signingKeyPem,
      secureCookies: false,
      packs: [],
      identity: {
        encryptionKey: 'a secret of the tests, long enough',
        publicUrl: 'http://localhost:4000',
        mailSender: createMailbox(),
        oidcProviders: [],
      },
    }),
    business: createBusinessServer({
      ...common,
      jobs,
      storage,
      tokenVerifier: verifierOf('business'),
      urlSecret: 'a secret of the tests, long enough',
    }),
    ml: createMlServer({ ...common, jobs, storage, tokenVerifier: verifierOf('ml'), ollamaUrl: undefined }),
  };
  for (const service of Object.values(subgraphs)) {
    await service.start();
    stack.defer(() => service.stop());
  }

  const internalSigner = createInternalTokenSigner(privateKeyPem);
  const authUrl = subgraphs.auth.url;
  const gateways: GatewayServer[] = [];
  for (let replica = 0; replica < options.replicas; replica += 1) {
    const gateway = createGatewayServer({
      ...HERE,
      supergraphSdl: readFileSync(SUPERGRAPH, 'utf8'),
      logger,
      eventLog: newEventLog(),
      cursorSecret: 'a secret of the tests, long enough',
      internalTokens: internalSigner,
      authenticate: createTokenAuthenticator({
        jwksUrl: `${authUrl}/.well-known/jwks.json`,
        authority: {
          url: `${authUrl}/internal/authority`,
          internalTokens: internalSigner,
        },
        issuer: 'codexcontinue',
        audience: 'codexcontinue',
        logger,
      }),
      subgraphUrls: Object.fromEntries(
        Object.entries(subgraphs).map(([name, { url }]) => [name, `${url}/graphql`]),
      ),
      cookieSubgraph: 'auth',
      forwardRoutes: [{ prefix: '/api/auth', target: authUrl }],
      introspection: 'open',
      readinessChecks: [],
    });
    await gateway.start();
    stack.defer(() => gateway.stop());
    gateways.push(gateway);
  }
  const owned = stack.move();
  return {
    urls: gateways.map(({ url }) => url),
    subgraphs,
    database,
    eventLog,
    signingKeyPem,
    internalSigner,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
