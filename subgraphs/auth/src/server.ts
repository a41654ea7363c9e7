import { readFileSync } from 'node:fs';
import type { Database } from '@codexcontinue/platform/database/database';
import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import type { InternalTokenVerifier } from '@codexcontinue/platform/identity';
import type { Logger } from '@codexcontinue/platform/log';
import type { Metrics } from '@codexcontinue/platform/metrics';
import { createOutbox } from '@codexcontinue/platform/outbox/outbox';
import type { Service } from '@codexcontinue/platform/service';
import { createSubgraphServer } from '@codexcontinue/platform/subgraph-server';
import { createAuthorityBook } from './authority.ts';
import type { Context } from './context.ts';
import { createApiKeysStore } from './data/api-keys-store.ts';
import { createInstanceStore } from './data/instance-store.ts';
import { createInvitationsStore } from './data/invitations-store.ts';
import { createPasskeysStore } from './data/passkeys-store.ts';
import { createPeopleStore } from './data/people-store.ts';
import { createRefreshTokensStore } from './data/refresh-tokens-store.ts';
import { createSessionsStore } from './data/sessions-store.ts';
import { createSigningKeysStore } from './data/signing-keys-store.ts';
import { outbox as outboxTable } from './data/tables.ts';
import { createWorkspacesStore } from './data/workspaces-store.ts';
import { createIdentity, type IdentityOptions } from './identity/identity.ts';
import { createKeyRing } from './key-ring.ts';
import { resolvers } from './resolvers/index.ts';
import { registerAuthRoutes } from './routes.ts';
import { scopes } from './scopes.ts';
import { createSessionIssuer } from './session-issuer.ts';

/** What the auth subgraph is made of. */
export interface AuthServerOptions {
  readonly database: Database;
  readonly eventLog: EventLog;
  readonly tokenVerifier: InternalTokenVerifier;
  /** Signs access tokens until keys are rotated, and encrypts those that follow: Ed25519, PKCS #8 PEM. */
  readonly signingKeyPem: string;
  /** Whether browsers reach the app over HTTPS. */
  readonly secureCookies: boolean;
  readonly packs: readonly string[];
  readonly identity: IdentityOptions;
  readonly logger: Logger;
  readonly metrics?: Metrics;
  readonly port: number;
  readonly host: string;
}

/** The auth subgraph. Its tables must be migrated before it starts. */
export async function createAuthServer(options: AuthServerOptions): Promise<Service> {
  const { database, eventLog, logger, tokenVerifier } = options;
  const outbox = createOutbox({ name: 'auth', table: outboxTable, database, eventLog, logger });
  const people = createPeopleStore(database);
  const sessions = createSessionsStore(database, outbox);
  const workspaces = createWorkspacesStore(database, outbox);
  const apiKeys = createApiKeysStore(database, outbox);
  const instance = createInstanceStore(database, sessions, outbox);
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
  });
  const authority = createAuthorityBook({ sessions, workspaces, apiKeys });
  const passkeysStore = createPasskeysStore(database);
  const invitationsStore = createInvitationsStore(database);
  const identity = createIdentity({
    ...options.identity,
    database,
    people,
    sessions,
    workspaces,
    invitationsStore,
    logger,
  });
  return createSubgraphServer<Context>({
    name: 'auth',
    typeDefs: readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
    resolvers,
    keyScopes: scopes,
    createContext: (request, reply) => ({
      ...request,
      people,
      sessions,
      workspaces,
      apiKeys,
      instance,
      keyRing,
      passkeysStore,
      invitationsStore,
      sessionIssuer,
      identity,
      packs: options.packs,
      signedInNow: new Set<string>(),
      setCookie: (cookie) => reply.setHeader('set-cookie', cookie),
    }),
    routes: (app) => registerAuthRoutes(app, { authority, sessionIssuer, keyRing, tokenVerifier, logger }),
    readinessChecks: [{ name: 'database', check: () => database.ping() }],
    onStart: async () => {
      await keyRing.start();
      await outbox.start();
    },
    onStop: async () => {
      await identity.stop();
      await outbox.stop();
    },
    tokenVerifier,
    logger,
    metrics: options.metrics,
    port: options.port,
    host: options.host,
  });
}
