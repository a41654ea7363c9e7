import { readFileSync } from 'node:fs';
import { auditMutations } from '@codexcontinue/platform/audit/audited-mutations';
import type { Database } from '@codexcontinue/platform/database/database';
import {
  ALL_TENANTS,
  scopeOf,
  type TenantScope,
  withinTenants,
} from '@codexcontinue/platform/database/tenancy';
import type { Egress } from '@codexcontinue/platform/egress/egress';
import { openEgress } from '@codexcontinue/platform/egress/open-egress';
import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import { HARDENED_IDLE_SECONDS } from '@codexcontinue/platform/hardening';
import type { InternalTokenVerifier } from '@codexcontinue/platform/identity';
import type { Jobs } from '@codexcontinue/platform/jobs/jobs';
import { observeJobs } from '@codexcontinue/platform/jobs/observed-jobs';
import type { Logger } from '@codexcontinue/platform/log';
import type { Metrics } from '@codexcontinue/platform/metrics';
import { createOutbox } from '@codexcontinue/platform/outbox/outbox';
import { createMemoryQuotaStore } from '@codexcontinue/platform/quotas/memory-quota-store';
import { DEFAULT_QUOTAS } from '@codexcontinue/platform/quotas/quota-kinds';
import type { QuotaSettings } from '@codexcontinue/platform/quotas/quota-settings';
import type { Service } from '@codexcontinue/platform/service';
import { createSubgraphServer } from '@codexcontinue/platform/subgraph-server';
import { createExportAddresses } from './audit/audit-export.ts';
import { createAuditKeeper } from './audit/audit-keeper.ts';
import { createCheckpointSigner } from './audit/checkpoint-signer.ts';
import { createIntentTaker } from './audit/intent-taker.ts';
import { auditTable } from './audit-table.ts';
import { createAuthorityBook } from './authority.ts';
import type { Context } from './context.ts';
import { createApiKeysStore } from './data/api-keys-store.ts';
import { createAuditIntents, takeInIntents } from './data/audit-intents-store.ts';
import { createAuditStore } from './data/audit-store.ts';
import { createEgressStore } from './data/egress-store.ts';
import { createExpiredStore } from './data/expired-store.ts';
import { createInstanceStore } from './data/instance-store.ts';
import { createInvitationsStore } from './data/invitations-store.ts';
import { createPasskeysStore } from './data/passkeys-store.ts';
import { createPeopleStore } from './data/people-store.ts';
import { createQuotaLimitsStore } from './data/quota-limits-store.ts';
import { createRefreshTokensStore } from './data/refresh-tokens-store.ts';
import { createSecondFactorDuty } from './data/second-factor-duty.ts';
import { createSecondFactorsStore } from './data/second-factors-store.ts';
import { createSessionsStore } from './data/sessions-store.ts';
import { createSigningKeysStore } from './data/signing-keys-store.ts';
import { outbox as outboxTable } from './data/tables.ts';
import { createWorkspacesStore } from './data/workspaces-store.ts';
import { createEgressKeeper } from './egress/egress-keeper.ts';
import { registerEgressRoutes } from './egress/egress-routes.ts';
import { createExpiredRounds } from './expired-rounds.ts';
import { checkAuthHardening } from './hardening.ts';
import { createIdentity, type IdentityOptions } from './identity/identity.ts';
import { createKeyRing } from './key-ring.ts';
import { registerOidcRoutes } from './oidc-routes.ts';
import { createQuotaBook } from './quota-book.ts';
import { resolvers } from './resolvers/index.ts';
import { registerAuthRoutes } from './routes.ts';
import { scopes } from './scopes.ts';
import { secondFactorFields } from './second-factor-fields.ts';
import { createSessionIssuer } from './session-issuer.ts';

/** What the auth subgraph is made of. */
export interface AuthServerOptions {
  readonly database: Database;
  readonly eventLog: EventLog;
  /** Started already; stopped by who made it. */
  readonly jobs: Jobs;
  /** How long the audit log keeps what was done; 0, or left out: for ever. */
  readonly auditRetentionDays?: number;
  /** How long it is kept what was called outside; 0, or left out: for ever. */
  readonly egressRetentionDays?: number;
  /** What is counted elsewhere and shown here; the defaults, and nothing counted, when left out. */
  readonly quotas?: QuotaSettings;
  readonly tokenVerifier: InternalTokenVerifier;
  /** Signs access tokens until keys are rotated, and encrypts those that follow: Ed25519, PKCS #8 PEM. */
  readonly signingKeyPem: string;
  /** Whether browsers reach the app over HTTPS. */
  readonly secureCookies: boolean;
  readonly packs: readonly string[];
  /** `HARDENED=1`: everybody must have a second factor, and sessions end that are not used; false. */
  readonly hardened?: boolean;
  readonly identity: IdentityOptions;
  /** The way out to identity providers; to those that are configured only when left out. Closed by who made it. */
  readonly egress?: Egress;
  readonly logger: Logger;
  readonly metrics?: Metrics;
  readonly port: number;
  readonly host: string;
}

/** How far the clocks of this machine and the database may be apart. */
const SLACK_SECONDS = 60;

/** The auth subgraph. Its tables must be migrated before it starts. */
export async function createAuthServer(options: AuthServerOptions): Promise<Service> {
  const { database, eventLog, logger, tokenVerifier } = options;
  const jobs = observeJobs(options.jobs, { service: 'auth', metrics: options.metrics });
  const outbox = createOutbox({ name: 'auth', table: outboxTable, database, eventLog, logger });
  const people = createPeopleStore(database);
  const sessions = createSessionsStore(database, outbox);
  const storesWithin = (scope: TenantScope) => {
    const tenants = withinTenants(database, scope);
    return {
      workspaces: createWorkspacesStore(database, tenants, outbox),
      apiKeys: createApiKeysStore(tenants, outbox),
      invitationsStore: createInvitationsStore(tenants),
    };
  };
  // Who somebody is, and where they belong, is asked before there is a scope.
  const { workspaces, apiKeys, invitationsStore } = storesWithin(ALL_TENANTS);
  const instance = createInstanceStore(database, sessions, outbox);
  const secondFactorDuty = createSecondFactorDuty(database, sessions, outbox, options.hardened ?? false);
  const idleSeconds = options.hardened ? HARDENED_IDLE_SECONDS : undefined;
  const keyRing = await createKeyRing(
    createSigningKeysStore(database, outbox),
    options.signingKeyPem,
    logger,
  );
  const sessionIssuer = createSessionIssuer({
    sessions,
    refreshTokens: createRefreshTokensStore(database, sessions),
    instance,
    keyRing,
    secureCookies: options.secureCookies,
    sessionSeconds: idleSeconds,
  });
  const everything = withinTenants(database, ALL_TENANTS);
  const intentTaker = createIntentTaker(() => takeInIntents(everything), logger);
  const intents = createAuditIntents('auth', database, intentTaker.wake);
  const wholeAuditLog = createAuditStore(everything);
  const checkpointSigner = createCheckpointSigner(options.signingKeyPem);
  const auditKeeper = createAuditKeeper({
    store: wholeAuditLog,
    jobs,
    signer: checkpointSigner,
    retentionDays: options.auditRetentionDays ?? 0,
    logger,
  });
  const expiredRounds = createExpiredRounds(createExpiredStore(everything), logger);
  const egressStore = createEgressStore(database);
  const egressKeeper = createEgressKeeper({
    store: egressStore,
    jobs,
    retentionDays: options.egressRetentionDays ?? 0,
    logger,
  });
  const exportAddresses = createExportAddresses(options.signingKeyPem);
  const quotaLimits = createQuotaLimitsStore(database, outbox);
  const quotas = createQuotaBook({
    ...(options.quotas ?? { store: createMemoryQuotaStore(), defaults: DEFAULT_QUOTAS }),
    limits: quotaLimits,
    logger,
  });
  const authority = createAuthorityBook({
    sessions,
    workspaces,
    apiKeys,
    quotaLimits,
    secondFactorDuty,
    idleSeconds,
  });
  const passkeysStore = createPasskeysStore(database);
  const identity = createIdentity({
    ...options.identity,
    database,
    people,
    sessions,
    workspaces,
    invitationsStore,
    secondFactorDuty,
    secondFactorsStore: createSecondFactorsStore(database, sessions, outbox),
    egress: options.egress ?? openEgress({ service: 'auth', logger, metrics: options.metrics }),
    logger,
  });
  return createSubgraphServer<Context>({
    name: 'auth',
    typeDefs: readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
    resolvers: auditMutations(resolvers, auditTable, intents),
    keyScopes: scopes,
    secondFactorFields,
    createContext: (request, reply) => ({
      ...request,
      people,
      sessions,
      ...storesWithin(scopeOf(request.caller)),
      instance,
      quotas,
      quotaLimits,
      secondFactorDuty,
      idleSeconds,
      keyRing,
      passkeysStore,
      auditLog: createAuditStore(withinTenants(database, scopeOf(request.caller))),
      wholeAuditLog,
      egressStore,
      exportAddresses,
      sessionIssuer,
      identity,
      packs: options.packs,
      checkHardening: () =>
        checkAuthHardening({
          database,
          secondFactorDuty,
          sessions,
          auditLog: wholeAuditLog,
          isCheckpoint: checkpointSigner.isSigned,
          secureCookies: options.secureCookies,
          publicUrl: options.identity.publicUrl,
          encryptionKey: options.identity.encryptionKey,
          logger,
        }),
      signedInNow: new Set<string>(),
      setCookie: (cookie) => reply.setHeader('set-cookie', cookie),
    }),
    routes: (app) => {
      registerAuthRoutes(app, {
        authority,
        sessionIssuer,
        keyRing,
        auditLog: wholeAuditLog,
        exportAddresses,
        tokenVerifier,
        logger,
      });
      registerOidcRoutes(app, { ...identity, people, sessionIssuer, intents });
      registerEgressRoutes(app, { store: egressStore, tokenVerifier });
    },
    readinessChecks: [{ name: 'database', check: () => database.ping() }],
    onStart: async () => {
      if (idleSeconds !== undefined) await sessions.endLongerThan(idleSeconds + SLACK_SECONDS);
      await keyRing.start(intents);
      await outbox.start();
      await intentTaker.start();
      await auditKeeper.start();
      expiredRounds.start();
      await egressKeeper.start();
    },
    onStop: async () => {
      await expiredRounds.stop();
      await identity.stop();
      await intentTaker.stop();
      egressKeeper.stop();
      await auditKeeper.stop();
      await outbox.stop();
    },
    tokenVerifier,
    logger,
    metrics: options.metrics,
    port: options.port,
    host: options.host,
  });
}
