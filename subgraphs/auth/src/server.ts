import { readFileSync } from 'node:fs';
import type { Database } from '@codexcontinue/platform/database/database';
import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import type { InternalTokenVerifier } from '@codexcontinue/platform/identity';
import type { Logger } from '@codexcontinue/platform/log';
import type { Metrics } from '@codexcontinue/platform/metrics';
import { createOutbox } from '@codexcontinue/platform/outbox/outbox';
import type { Service } from '@codexcontinue/platform/service';
import { createSubgraphServer } from '@codexcontinue/platform/subgraph-server';
import type { Context } from './context.ts';
import { createInvitationsStore } from './data/invitations-store.ts';
import { createPasskeysStore } from './data/passkeys-store.ts';
import { createPeopleStore } from './data/people-store.ts';
import { createSessionsStore } from './data/sessions-store.ts';
import { outbox as outboxTable } from './data/tables.ts';
import { createWorkspacesStore } from './data/workspaces-store.ts';
import { createAccessTokenSigner } from './domain/tokens.ts';
import { createIdentity, type IdentityOptions } from './identity/identity.ts';
import { registerOidcRoutes } from './oidc-routes.ts';
import { resolvers } from './resolvers/index.ts';
import { registerAuthRoutes } from './routes.ts';
import { createSessionIssuer } from './session-issuer.ts';

/** What the auth subgraph is made of. */
export interface AuthServerOptions {
  readonly database: Database;
  readonly eventLog: EventLog;
  readonly tokenVerifier: InternalTokenVerifier;
  /** Signs access tokens: Ed25519, PKCS #8 PEM. */
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
  const signer = await createAccessTokenSigner(options.signingKeyPem);
  const outbox = createOutbox({ name: 'auth', table: outboxTable, database, eventLog, logger });
  const people = createPeopleStore(database);
  const sessions = createSessionsStore(database);
  const workspaces = createWorkspacesStore(database, outbox);
  const sessionIssuer = createSessionIssuer(sessions, signer, options.secureCookies);
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
    createContext: (request, reply) => ({
      ...request,
      people,
      sessions,
      workspaces,
      passkeysStore,
      invitationsStore,
      sessionIssuer,
      identity,
      packs: options.packs,
      signedInNow: new Set<string>(),
      setCookie: (cookie) => reply.setHeader('set-cookie', cookie),
    }),
    routes: (app) => {
      registerAuthRoutes(app, { sessions, workspaces, sessionIssuer, signer, tokenVerifier, logger });
      registerOidcRoutes(app, { ...identity, people, sessionIssuer });
    },
    readinessChecks: [{ name: 'database', check: () => database.ping() }],
    onStart: () => outbox.start(),
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
