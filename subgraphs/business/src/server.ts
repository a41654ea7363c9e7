import { readFileSync } from 'node:fs';
import { createAuditTrail } from '@codexcontinue/platform/audit/audit-trail';
import { createCallerAudit } from '@codexcontinue/platform/audit/caller-audit';
import type { Database } from '@codexcontinue/platform/database/database';
import {
  ALL_TENANTS,
  scopeOf,
  type TenantScope,
  withinTenants,
} from '@codexcontinue/platform/database/tenancy';
import type { KeyRing } from '@codexcontinue/platform/encryption/key-ring';
import { openRowEncryption } from '@codexcontinue/platform/encryption/open-encryption';
import { sealJobs } from '@codexcontinue/platform/encryption/sealed-jobs';
import { sealStorage } from '@codexcontinue/platform/encryption/sealed-storage';
import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import type { InternalTokenVerifier } from '@codexcontinue/platform/identity';
import type { Jobs } from '@codexcontinue/platform/jobs/jobs';
import { observeJobs } from '@codexcontinue/platform/jobs/observed-jobs';
import type { Logger } from '@codexcontinue/platform/log';
import type { Metrics } from '@codexcontinue/platform/metrics';
import { createOutbox } from '@codexcontinue/platform/outbox/outbox';
import type { QuotaSettings } from '@codexcontinue/platform/quotas/quota-settings';
import type { Service } from '@codexcontinue/platform/service';
import type { BlobStorage } from '@codexcontinue/platform/storage/storage';
import { createSubgraphServer } from '@codexcontinue/platform/subgraph-server';
import type { Context } from './context.ts';
import { createConversationsStore } from './data/conversations-store.ts';
import { createDocumentsStore } from './data/documents-store.ts';
import { createOpenAnswersCount, NO_COUNT } from './data/open-answers-count.ts';
import { createQuotaGuard, NO_QUOTAS } from './data/quota-guard.ts';
import { createSavedOperationsStore } from './data/saved-operations-store.ts';
import { dataKeys, outbox as outboxTable } from './data/tables.ts';
import { createUrlSigner } from './domain/signed-urls.ts';
import { checkBusinessHardening } from './hardening.ts';
import { SEALED_QUEUES } from './queues.ts';
import { resolvers } from './resolvers/index.ts';
import { registerBlobRoutes } from './routes.ts';
import { scopes } from './scopes.ts';
import { startWorkers } from './workers.ts';

/** What the business subgraph is made of. */
export interface BusinessServerOptions {
  readonly database: Database;
  readonly eventLog: EventLog;
  /** Started already; stopped by who made it. */
  readonly jobs: Jobs;
  readonly storage: BlobStorage;
  readonly tokenVerifier: InternalTokenVerifier;
  /** Signs the addresses of uploads and downloads; at least 32 characters. */
  readonly urlSecret: string;
  /** Whether it is audited what people read, beside what they change; false. */
  readonly auditsReads?: boolean;
  /** Encrypts what is stored: messages, titles, files and the jobs that carry them. Absent: nothing is. */
  readonly encryptionKeys?: KeyRing | undefined;
  /** How much people and workspaces may upload and ask; without bound when left out. */
  readonly quotas?: QuotaSettings;
  readonly logger: Logger;
  readonly metrics?: Metrics;
  readonly port: number;
  readonly host: string;
}

/** The business subgraph. Its tables must be migrated before it starts. */
export function createBusinessServer(options: BusinessServerOptions): Service {
  const { database, eventLog, encryptionKeys, logger } = options;
  const storage = encryptionKeys ? sealStorage(options.storage, encryptionKeys) : options.storage;
  const encryption = openRowEncryption(dataKeys, encryptionKeys);
  const jobs = observeJobs(sealJobs(options.jobs, encryptionKeys, SEALED_QUEUES), {
    service: 'business',
    metrics: options.metrics,
  });
  const outbox = createOutbox({ name: 'business', table: outboxTable, database, eventLog, logger });
  const trail = createAuditTrail('business', jobs);
  const auditsReads = options.auditsReads ?? false;
  const storesWithin = (scope: TenantScope, { caller, requestId }: Pick<Context, 'caller' | 'requestId'>) => {
    const tenants = withinTenants(database, scope);
    const audit = createCallerAudit({ trail, caller, requestId, auditsReads });
    return {
      conversations: createConversationsStore(tenants, jobs, outbox, encryption),
      documents: createDocumentsStore(tenants, jobs, outbox, audit, encryption),
      savedOperations: createSavedOperationsStore(tenants, encryption, withinTenants(database, ALL_TENANTS)),
      audit,
    };
  };
  // What ml reports, and what comes by a signed address, is of any workspace.
  const nobody = { caller: { kind: 'anonymous' }, requestId: '' } as const;
  const { conversations, documents } = storesWithin(ALL_TENANTS, nobody);
  const openAnswers = options.quotas
    ? createOpenAnswersCount({ store: options.quotas.store, conversations, logger })
    : NO_COUNT;
  const urlSigner = createUrlSigner(options.urlSecret);
  return createSubgraphServer<Context>({
    name: 'business',
    typeDefs: readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
    resolvers,
    keyScopes: scopes,
    createContext: (request) => ({
      ...request,
      ...storesWithin(scopeOf(request.caller), request),
      storage,
      urlSigner,
      openAnswers,
      quotas: options.quotas ? createQuotaGuard({ ...options.quotas, ...request }) : NO_QUOTAS,
      checkHardening: () =>
        checkBusinessHardening({
          database,
          encryption,
          storage,
          rawStorage: options.storage,
          auditsReads,
          logger,
        }),
    }),
    routes: (app) =>
      registerBlobRoutes(app, {
        documents,
        storage,
        urlSigner,
        readTrail: auditsReads ? trail : undefined,
        namesInAudit: !encryption.encrypts,
        logger,
      }),
    readinessChecks: [{ name: 'database', check: () => database.ping() }],
    onStart: async () => {
      await outbox.start();
      await startWorkers(jobs, { conversations, documents, openAnswers });
      openAnswers.start();
    },
    onStop: async () => {
      await openAnswers.stop();
      await outbox.stop();
    },
    tokenVerifier: options.tokenVerifier,
    logger,
    metrics: options.metrics,
    port: options.port,
    host: options.host,
  });
}
