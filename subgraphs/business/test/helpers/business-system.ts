import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@codexcontinue/platform/database/database';
import type { KeyRing } from '@codexcontinue/platform/encryption/key-ring';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import {
  type Caller,
  createInternalTokenSigner,
  createInternalTokenVerifier,
  generateSigningKeyPair,
  INTERNAL_TOKEN_HEADER,
} from '@codexcontinue/platform/identity';
import { newId } from '@codexcontinue/platform/ids';
import { createPgBossJobs } from '@codexcontinue/platform/jobs/pg-boss-jobs';
import { createLogger } from '@codexcontinue/platform/log';
import type { QuotaSettings } from '@codexcontinue/platform/quotas/quota-settings';
import type { Service } from '@codexcontinue/platform/service';
import { createFilesystemStorage } from '@codexcontinue/platform/storage/filesystem-storage';
import type { MaintainedStorage } from '@codexcontinue/platform/storage/storage';
import { openEmptyPglite } from '../../../../platform/test/helpers/empty-pglite.ts';
import { createUrlSigner, type UrlSigner } from '../../src/domain/signed-urls.ts';
import { migrations } from '../../src/migrations.ts';
import { createBusinessServer } from '../../src/server.ts';

/** A GraphQL reply: its data, and the first error's code and message. */
export interface Reply {
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
  readonly data: any;
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/** The business subgraph on embedded parts, asked as the gateway asks it. */
export interface BusinessSystem {
  readonly database: Database;
  readonly server: Service;
  /** Signs with the server's secret, to make addresses the server would not hand out. */
  readonly urlSigner: UrlSigner;
  readonly workspaceId: string;
  /** Somebody with this role in the workspace; `stranger` for none, `anonymous` for nobody. Always the same person. */
  as(role: string): Caller;
  ask(caller: Caller, query: string, variables?: Record<string, unknown>): Promise<Reply>;
  put(path: string, bytes: Uint8Array<ArrayBuffer> | string): Promise<Response>;
  get(path: string): Promise<Response>;
  createUpload(file: { filename?: string; size: number }): Promise<{ uploadId: string; url: string }>;
  /** Uploads and completes a file; the document's id. */
  upload(text: string, filename?: string): Promise<string>;
  createConversation(): Promise<string>;
  /** As it lies on the disk. */
  readonly storage: MaintainedStorage;
  /** Starts the server anew on the same data, with ENCRYPTION_KEYS. */
  encryptFromNowOn(encryptionKeys: KeyRing): Promise<void>;
  /** The names of the files in the storage. */
  storedFiles(): Promise<string[]>;
  close(): Promise<void>;
}

const URL_SECRET = 'a secret of more than 32 characters';
const CREATE_UPLOAD = `mutation ($input: CreateUploadInput!) { createUpload(input: $input) {
  ... on UploadCreated { uploadId url } } }`;
const COMPLETE_UPLOAD = `mutation ($input: CompleteUploadInput!) { completeUpload(input: $input) {
  ... on UploadCompleted { document { id } } } }`;

export async function startBusinessSystem(
  options: { readonly auditsReads?: boolean; readonly quotas?: QuotaSettings } = {},
): Promise<BusinessSystem> {
  const logger = createLogger('business-test', process.env.TEST_LOG === '1' ? 'debug' : 'silent');
  const directory = await mkdtemp(join(tmpdir(), 'business-test-'));
  const database = await openEmptyPglite(migrations);
  const jobs = createPgBossJobs(database, { logger });
  await jobs.start();
  const eventLog = createMemoryEventLog();
  const keys = generateSigningKeyPair();
  const signer = createInternalTokenSigner(keys.privateKeyPem);
  const storage = createFilesystemStorage(directory);
  const createServer = (encryptionKeys?: KeyRing) =>
    createBusinessServer({
      database,
      eventLog,
      jobs,
      logger,
      storage,
      tokenVerifier: createInternalTokenVerifier(keys.publicKeyPem, 'business'),
      urlSecret: URL_SECRET,
      ...options,
      encryptionKeys,
      port: 0,
      host: '127.0.0.1',
    });
  let server = createServer();
  await server.start();
  const workspaceId = newId();
  const people = new Map<string, Caller>([['anonymous', { kind: 'anonymous' }]]);

  function as(role: string): Caller {
    const known = people.get(role);
    if (known) return known;
    const workspaceRoles: Record<string, string> =
      role === 'stranger' ? { [newId()]: 'OWNER' } : { [workspaceId]: role };
    const caller: Caller = { kind: 'person', personId: newId(), sessionId: newId(), workspaceRoles };
    people.set(role, caller);
    return caller;
  }
  const ask: BusinessSystem['ask'] = async (caller, query, variables = {}) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [INTERNAL_TOKEN_HEADER]: await signer.sign(caller, 'business'),
      },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as {
      data: unknown;
      errors?: { message: string; extensions: { code: string } }[];
    };
    return { data, code: errors?.[0]?.extensions.code, message: errors?.[0]?.message };
  };
  const put: BusinessSystem['put'] = (path, body) => fetch(`${server.url}${path}`, { method: 'PUT', body });
  const createUpload: BusinessSystem['createUpload'] = async ({ filename = 'notes.txt', size }) => {
    const input = { workspaceId, filename, contentType: 'text/plain', size };
    return (await ask(as('MEMBER'), CREATE_UPLOAD, { input })).data.createUpload;
  };

  return {
    database,
    get server() {
      return server;
    },
    storage,
    async encryptFromNowOn(encryptionKeys) {
      await server.stop();
      server = createServer(encryptionKeys);
      await server.start();
    },
    urlSigner: createUrlSigner(URL_SECRET),
    workspaceId,
    as,
    ask,
    put,
    get: (path) => fetch(`${server.url}${path}`),
    createUpload,
    async upload(text, filename = 'notes.txt') {
      const { uploadId, url } = await createUpload({ filename, size: Buffer.byteLength(text) });
      await (await put(url, text)).body?.cancel();
      const { data } = await ask(as('MEMBER'), COMPLETE_UPLOAD, { input: { uploadId } });
      return data.completeUpload.document.id;
    },
    async createConversation() {
      const mutation = `mutation ($input: CreateConversationInput!) { createConversation(input: $input) {
        ... on ConversationCreated { conversation { id } } } }`;
      const { data } = await ask(as('MEMBER'), mutation, { input: { workspaceId } });
      return data.createConversation.conversation.id;
    },
    storedFiles: () => readdir(join(directory, 'uploads')),
    async close() {
      await server.stop();
      await jobs.stop(1_000);
      await eventLog.close();
      await database.close();
      await rm(directory, { recursive: true });
    },
  };
}
