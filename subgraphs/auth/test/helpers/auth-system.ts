import assert from 'node:assert/strict';
import { AUDIT_QUEUE } from '@codexcontinue/platform/audit/audit-trail';
import type { Database } from '@codexcontinue/platform/database/database';
import { migrate } from '@codexcontinue/platform/database/migrate';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import type { Egress } from '@codexcontinue/platform/egress/egress';
import { EGRESS_QUEUE } from '@codexcontinue/platform/egress/egress-report';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import {
  type Caller,
  CLIENT_NETWORK_HEADER,
  createInternalTokenSigner,
  createInternalTokenVerifier,
  generateSigningKeyPair,
  INTERNAL_TOKEN_HEADER,
} from '@codexcontinue/platform/identity';
import { newId } from '@codexcontinue/platform/ids';
import type { Jobs } from '@codexcontinue/platform/jobs/jobs';
import { createPgBossJobs } from '@codexcontinue/platform/jobs/pg-boss-jobs';
import { createLogger } from '@codexcontinue/platform/log';
import type { QuotaSettings } from '@codexcontinue/platform/quotas/quota-settings';
import type { Service } from '@codexcontinue/platform/service';
import { decodeJwt } from 'jose';
import { openEmptyPglite } from '../../../../platform/test/helpers/empty-pglite.ts';
import { takeInIntents } from '../../src/data/audit-intents-store.ts';
import type { OidcProvider } from '../../src/identity/oidc-environment.ts';
import { migrations } from '../../src/migrations.ts';
import { createAuthServer } from '../../src/server.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';
import { watchJobs } from './watched-jobs.ts';

/** A GraphQL reply. */
export interface Reply {
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
  readonly data: any;
  readonly errors?: readonly { message: string; extensions: { code: string } }[];
  readonly cookie: string | null;
}

/** Somebody with an account and a session. */
export interface Somebody {
  readonly personId: string;
  readonly sessionId: string;
  readonly email: string;
  readonly password: string;
  /** `name=value`, as a browser sends it. */
  readonly cookie: string;
  readonly setCookie: string;
}

/** The auth subgraph on an embedded database, asked as the gateway asks it. */
export interface AuthSystem {
  readonly database: Database;
  readonly server: Service;
  /** The mails that went out. */
  readonly mailbox: Mailbox;
  readonly jobs: Jobs;
  /** Signs access tokens and the checkpoints of the audit log. */
  readonly signingKeyPem: string;
  tokenFor(caller: Caller): Promise<string>;
  /** @param network where the client comes from, as the gateway tells */
  ask(caller: Caller, query: string, variables?: Record<string, unknown>, network?: string): Promise<Reply>;
  signUp(): Promise<Somebody>;
  /** What the gateway would say of a person just now. */
  callerOf(somebody: Somebody): Promise<Caller>;
  /** `GET /internal/authority`. */
  authority(query: Record<string, string>, caller: Caller): Promise<Response>;
  createWorkspace(somebody: Somebody): Promise<string>;
  addMember(workspaceId: string, by: Somebody, member: Somebody, role: string): Promise<void>;
  /** Resolves when everything that was told is in the audit log. */
  audited(): Promise<void>;
  /** Resolves when all calls out of the system that were told are kept. */
  egressKept(): Promise<void>;
  close(): Promise<void>;
}

/** Where people open the app, as auth is told. */
export const PUBLIC_URL = 'http://localhost:4000';
const ENCRYPTION_KEY = 'an encryption key for tests only, 32+';
export const ANONYMOUS: Caller = { kind: 'anonymous' };
export const GATEWAY: Caller = { kind: 'gateway' };

const SIGN_UP = `mutation ($input: SignUpInput!) {
  signUp(input: $input) { __typename ... on SignedIn { accessToken user { id } } }
}`;

export async function startAuthSystem(
  options: {
    secureCookies?: boolean;
    packs?: readonly string[];
    hardened?: boolean;
    oidcProviders?: readonly OidcProvider[];
    quotas?: QuotaSettings;
    /** A new one in memory when left out. Closed with the system. */
    database?: Database;
    egress?: Egress;
  } = {},
): Promise<AuthSystem> {
  const logger = createLogger('auth-test', process.env.TEST_LOG === '1' ? 'debug' : 'silent');
  const database = options.database ?? (await openEmptyPglite(migrations));
  await migrate(database, migrations);
  const mailbox = createMailbox();
  const keys = generateSigningKeyPair();
  const signer = createInternalTokenSigner(keys.privateKeyPem);
  const signingKeyPem = generateSigningKeyPair().privateKeyPem;
  const eventLog = createMemoryEventLog();
  const pgBossJobs = createPgBossJobs(database, { logger });
  await pgBossJobs.start();
  const jobs = watchJobs(pgBossJobs);
  const server = await createAuthServer({
    database,
    eventLog,
    jobs,
    logger,
    tokenVerifier: createInternalTokenVerifier(keys.publicKeyPem, 'auth'),
    signingKeyPem,
    secureCookies: options.secureCookies ?? false,
    packs: options.packs ?? [],
    ...(options.quotas ? { quotas: options.quotas } : {}),
    hardened: options.hardened ?? false,
    ...(options.egress ? { egress: options.egress } : {}),
    identity: {
      encryptionKey: ENCRYPTION_KEY,
      publicUrl: PUBLIC_URL,
      mailSender: mailbox,
      oidcProviders: options.oidcProviders ?? [],
    },
    port: 0,
    host: '127.0.0.1',
  });
  await server.start();
  const tokenFor = (caller: Caller) => signer.sign(caller, 'auth');

  const ask: AuthSystem['ask'] = async (caller, query, variables = {}, network = '') => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [INTERNAL_TOKEN_HEADER]: await tokenFor(caller),
        ...(network ? { [CLIENT_NETWORK_HEADER]: network } : {}),
      },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as Omit<Reply, 'cookie'>;
    return { ...body, cookie: response.headers.get('set-cookie') };
  };
  const authority: AuthSystem['authority'] = async (query, caller) =>
    fetch(`${server.url}/internal/authority?${new URLSearchParams(query)}`, {
      headers: { [INTERNAL_TOKEN_HEADER]: await tokenFor(caller) },
    });
  const callerOf: AuthSystem['callerOf'] = async ({ personId, sessionId }) => {
    const response = await authority({ personId, sessionId }, GATEWAY);
    assert.equal(response.status, 200);
    const { workspaceRoles } = (await response.json()) as { workspaceRoles: Record<string, string> };
    return { kind: 'person', personId, sessionId, workspaceRoles };
  };

  return {
    database,
    server,
    mailbox,
    jobs,
    signingKeyPem,
    tokenFor,
    ask,
    authority,
    callerOf,
    async signUp() {
      const credentials = { email: `${newId()}@example.org`, password: 'a good password' };
      const { data, cookie } = await ask(ANONYMOUS, SIGN_UP, { input: { ...credentials, name: 'Ada' } });
      assert.equal(data.signUp.__typename, 'SignedIn');
      const setCookie = cookie ?? '';
      return {
        ...credentials,
        personId: data.signUp.user.id,
        sessionId: String(decodeJwt(data.signUp.accessToken).sid),
        cookie: setCookie.split(';')[0] ?? '',
        setCookie,
      };
    },
    async createWorkspace(somebody) {
      const { data } = await ask(
        await callerOf(somebody),
        'mutation { createWorkspace(input: { name: "Plant 7" }) { ... on WorkspaceCreated { workspace { id } } } }',
      );
      return data.createWorkspace.workspace.id;
    },
    async addMember(workspaceId, by, { email }, role) {
      const { data } = await ask(
        await callerOf(by),
        'mutation ($input: AddWorkspaceMemberInput!) { addWorkspaceMember(input: $input) { __typename } }',
        { input: { workspaceId, email, role } },
      );
      assert.equal(data.addWorkspaceMember.__typename, 'WorkspaceMemberAdded');
    },
    async audited() {
      await jobs.settled(AUDIT_QUEUE);
      await takeInIntents(withinTenants(database, ALL_TENANTS));
    },
    egressKept: () => jobs.settled(EGRESS_QUEUE),
    async close() {
      await server.stop();
      await jobs.stop(1_000);
      await eventLog.close();
      await database.close();
    },
  };
}
