import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Database } from '@codexcontinue/platform/database/database';
import { sealJobs } from '@codexcontinue/platform/encryption/sealed-jobs';
import { type EventLog, type LoggedEvent, START } from '@codexcontinue/platform/event-log/event-log';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import {
  type Caller,
  createInternalTokenSigner,
  createInternalTokenVerifier,
  generateSigningKeyPair,
  INTERNAL_TOKEN_HEADER,
} from '@codexcontinue/platform/identity';
import { newId } from '@codexcontinue/platform/ids';
import type { Jobs } from '@codexcontinue/platform/jobs/jobs';
import { createPgBossJobs } from '@codexcontinue/platform/jobs/pg-boss-jobs';
import { createLogger } from '@codexcontinue/platform/log';
import type { Service } from '@codexcontinue/platform/service';
import { createFilesystemStorage } from '@codexcontinue/platform/storage/filesystem-storage';
import type { BlobStorage } from '@codexcontinue/platform/storage/storage';
import { openEmptyPglite } from '../../../../platform/test/helpers/empty-pglite.ts';
import type { GenerationRequested } from '../../src/domain/generation.ts';
import { migrations } from '../../src/migrations.ts';
import { QUEUE_OPTIONS, QUEUES, SEALED_QUEUES } from '../../src/queues.ts';
import { createMlServer, type MlServerOptions } from '../../src/server.ts';

/** What business was told, by queue. */
type Told = Map<string, (data: Record<string, unknown>) => void>;

/** A GraphQL reply. */
export interface Reply {
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
  readonly data: any;
  readonly errors?: readonly { message: string; extensions: { code: string } }[];
}

/** The ml subgraph on embedded parts, with a stand-in for business. */
export interface MlSystem {
  readonly database: Database;
  readonly eventLog: EventLog;
  readonly jobs: Jobs;
  readonly storage: BlobStorage;
  readonly server: Service;
  readonly workspaceId: string;
  readonly member: Caller;
  startServer(options?: Partial<MlServerOptions>): Promise<Service>;
  ask(query: string, variables?: Record<string, unknown>, caller?: Caller): Promise<Reply>;
  /** Uploads a file; resolves with how its ingestion went. */
  ingest(file: {
    filename: string;
    contentType?: string;
    bytes: Uint8Array | string;
    workspaceId?: string;
  }): Promise<{
    documentId: string;
    failure: { code: string; message: string } | null;
  }>;
  request(question: string, more?: Partial<GenerationRequested>): Promise<string>;
  /** Resolves when business was told that a generation ended. */
  finished(generationId: string): Promise<{ status: string; text: string; messageId: string }>;
  /** Resolves when a generation has its first event. */
  begun(generationId: string): Promise<void>;
  /** Follows a generation to its terminal event. */
  follow(generationId: string): Promise<readonly LoggedEvent[]>;
  close(): Promise<void>;
}

export function person(workspaceRoles: Record<string, string>): Caller {
  return { kind: 'person', personId: newId(), sessionId: newId(), workspaceRoles };
}

export async function startMlSystem(
  options: Partial<MlServerOptions> & { eventLog?: EventLog } = {},
): Promise<MlSystem> {
  const logger = createLogger('ml-test', process.env.TEST_LOG === '1' ? 'debug' : 'silent');
  const directory = await mkdtemp(join(tmpdir(), 'ml-test-'));
  const database = await openEmptyPglite(migrations);
  const eventLog = options.eventLog ?? createMemoryEventLog();
  const jobs = createPgBossJobs(database, { logger });
  await jobs.start();
  for (const queue of Object.values(QUEUES)) await jobs.declare(queue, QUEUE_OPTIONS[queue]);
  const storage = createFilesystemStorage(directory);
  const keys = generateSigningKeyPair();
  const signer = createInternalTokenSigner(keys.privateKeyPem);
  const workspaceId = newId();
  const member = person({ [workspaceId]: 'MEMBER' });
  const servers: Service[] = [];
  const waiting: Told = new Map();
  const early = new Map<string, Record<string, unknown>>();

  const hear = (key: string, data: Record<string, unknown>) => {
    const listener = waiting.get(key);
    if (listener) listener(data);
    else early.set(key, data);
  };
  const told = <Data>(key: string) =>
    new Promise<Data>((resolve) => {
      const data = early.get(key);
      if (data) resolve(data as Data);
      else waiting.set(key, (later) => resolve(later as Data));
    });
  // As business reads them.
  const opened = sealJobs(jobs, options.encryptionKeys, SEALED_QUEUES);
  await opened.work<{ generationId: string }>(
    QUEUES.generationFinished,
    { concurrency: 1 },
    async ({ data }) => hear(data.generationId, { ...data }),
  );
  await opened.work<{ documentId: string }>(QUEUES.documentIngested, { concurrency: 1 }, async ({ data }) =>
    hear(data.documentId, { ...data }),
  );

  async function startServer(more: Partial<MlServerOptions> = {}): Promise<Service> {
    const server = createMlServer({
      database,
      eventLog,
      jobs,
      storage,
      logger,
      tokenVerifier: createInternalTokenVerifier(keys.publicKeyPem, 'ml'),
      port: 0,
      host: '127.0.0.1',
      stopGraceMilliseconds: 0,
      ...options,
      ...more,
    });
    await server.start();
    servers.push(server);
    return server;
  }
  const server = await startServer();

  return {
    database,
    eventLog,
    jobs,
    storage,
    server,
    workspaceId,
    member,
    startServer,
    async ask(query, variables = {}, caller = member) {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [INTERNAL_TOKEN_HEADER]: await signer.sign(caller, 'ml'),
        },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Reply;
    },
    async ingest({ filename, contentType = '', bytes, workspaceId: workspace = workspaceId }) {
      const documentId = newId();
      const blobKey = `test/${documentId}`;
      const content = Buffer.from(bytes);
      await storage.put(blobKey, Readable.from([content]), Number.MAX_SAFE_INTEGER);
      const done = told<{ documentId: string; failure: { code: string; message: string } | null }>(
        documentId,
      );
      const size = content.length;
      const data = { documentId, workspaceId: workspace, filename, contentType, blobKey, size };
      await jobs.send(QUEUES.documentUploaded, data, { id: documentId });
      return done;
    },
    async request(question, more = {}) {
      const generationId = newId();
      const data: GenerationRequested = {
        generationId,
        workspaceId,
        conversationId: newId(),
        messageId: newId(),
        askerId: newId(),
        model: null,
        question,
        history: [],
        ...more,
      };
      await jobs.send(QUEUES.generationRequested, data, { id: data.generationId });
      return data.generationId;
    },
    finished: (generationId) => told(generationId),
    begun: (generationId) =>
      new Promise((resolve) => {
        const following = eventLog.follow(`generation:${generationId}`, START, {
          onEvents() {
            following.stop();
            resolve();
          },
          onGap: () => undefined,
        });
      }),
    follow: (generationId) =>
      new Promise((resolve, reject) => {
        const events: LoggedEvent[] = [];
        const following = eventLog.follow(`generation:${generationId}`, START, {
          onEvents(more) {
            events.push(...more);
            if (!more.at(-1)?.final) return;
            following.stop();
            resolve(events);
          },
          onGap: () => reject(new Error('A gap in the events.')),
        });
      }),
    async close() {
      for (const running of servers) await running.stop();
      await jobs.stop(1_000);
      await eventLog.close();
      await database.close();
      await rm(directory, { recursive: true });
    },
  };
}
