import { readFileSync } from 'node:fs';
import { createAuditTrail } from '@codexcontinue/platform/audit/audit-trail';
import { createCallerAudit } from '@codexcontinue/platform/audit/caller-audit';
import type { Database } from '@codexcontinue/platform/database/database';
import { ALL_TENANTS, scopeOf, withinTenants } from '@codexcontinue/platform/database/tenancy';
import type { Egress } from '@codexcontinue/platform/egress/egress';
import { openEgress } from '@codexcontinue/platform/egress/open-egress';
import type { KeyRing } from '@codexcontinue/platform/encryption/key-ring';
import { openRowEncryption } from '@codexcontinue/platform/encryption/open-encryption';
import { sealJobs } from '@codexcontinue/platform/encryption/sealed-jobs';
import { sealStorage } from '@codexcontinue/platform/encryption/sealed-storage';
import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import type { InternalTokenVerifier } from '@codexcontinue/platform/identity';
import { newId } from '@codexcontinue/platform/ids';
import type { Jobs } from '@codexcontinue/platform/jobs/jobs';
import { observeJobs } from '@codexcontinue/platform/jobs/observed-jobs';
import type { Logger } from '@codexcontinue/platform/log';
import type { Metrics } from '@codexcontinue/platform/metrics';
import { createMemoryQuotaStore } from '@codexcontinue/platform/quotas/memory-quota-store';
import type { QuotaStore } from '@codexcontinue/platform/quotas/quota-store';
import type { Service } from '@codexcontinue/platform/service';
import type { BlobStorage } from '@codexcontinue/platform/storage/storage';
import { createSubgraphServer, type RequestContext } from '@codexcontinue/platform/subgraph-server';
import { createGenerationStore } from './data/generation-store.ts';
import { createLibraryOf } from './data/library.ts';
import { dataKeys } from './data/tables.ts';
import { createEngineDirectory } from './engines/engine-directory.ts';
import {
  createOllamaService,
  DEFAULT_OLLAMA_TIMEOUTS,
  type OllamaTimeouts,
} from './engines/ollama/ollama-service.ts';
import { createFinisher } from './generations/finish-generation.ts';
import { createGenerationMetrics } from './generations/generation-metrics.ts';
import { createGenerationService } from './generations/generation-service.ts';
import { DEFAULT_GENERATION_TIMES, type GenerationTimes } from './generations/generation-times.ts';
import { createGenerationTrace } from './generations/generation-trace.ts';
import { createScheduler } from './generations/scheduler.ts';
import { createSweeper } from './generations/sweeper.ts';
import { checkMlHardening } from './hardening.ts';
import { DEFAULT_PARSE_LIMITS, type ParseLimits } from './ingestion/parse-document.ts';
import { SEALED_QUEUES } from './queues.ts';
import type { MlContext } from './resolvers/context.ts';
import { resolvers } from './resolvers/index.ts';
import { scopes } from './scopes.ts';
import { createWorkers, declareQueues } from './workers.ts';

/** What the ml subgraph is made of. */
export interface MlServerOptions {
  readonly database: Database;
  /** Started already; stopped by who made it. */
  readonly jobs: Jobs;
  readonly eventLog: EventLog;
  readonly storage: BlobStorage;
  readonly tokenVerifier: InternalTokenVerifier;
  readonly logger: Logger;
  readonly metrics?: Metrics | undefined;
  readonly port: number;
  readonly host: string;
  /** Whether it is audited what people read, beside what they change; false. */
  readonly auditsReads?: boolean;
  /** Encrypts what is stored: texts, passages, answers, files and the jobs that carry them. Absent: nothing is. */
  readonly encryptionKeys?: KeyRing | undefined;
  /** Where the tokens of people and workspaces are counted; in this process when left out. */
  readonly quotaStore?: QuotaStore;
  /** Where Ollama answers; without it the extractive engine serves. */
  readonly ollamaUrl?: string | undefined;
  /** The way out to Ollama; to the one that is configured only when left out. Closed by who made it. */
  readonly egress?: Egress;
  /** How many answers are made at a time; 4. */
  readonly concurrency?: number;
  readonly ollamaTimeouts?: Partial<OllamaTimeouts>;
  readonly generationTimes?: Partial<GenerationTimes>;
  readonly parseLimits?: Partial<ParseLimits>;
  /** How long answers under way may take to end when it stops; 10 s. */
  readonly stopGraceMilliseconds?: number;
  /** Whether it also makes answers and ingests documents; true. */
  readonly work?: boolean;
}

const ANSWERS_AT_ONCE = 4;
const STOP_GRACE_MILLISECONDS = 10_000;

/** The ml subgraph with its workers. Its tables must be migrated before it starts. */
export function createMlServer(options: MlServerOptions): Service {
  const { database, eventLog, encryptionKeys, logger } = options;
  const storage = encryptionKeys ? sealStorage(options.storage, encryptionKeys) : options.storage;
  const encryption = openRowEncryption(dataKeys, encryptionKeys);
  const jobs = observeJobs(sealJobs(options.jobs, encryptionKeys, SEALED_QUEUES), {
    service: 'ml',
    metrics: options.metrics,
  });
  const metrics = createGenerationMetrics(options.metrics);
  const times = { ...DEFAULT_GENERATION_TIMES, ...options.generationTimes };
  const libraryOf = createLibraryOf(database, encryption);
  // Workers serve everybody; what they read for an answer is of its workspace only.
  const everything = withinTenants(database, ALL_TENANTS);
  const store = createGenerationStore(everything, encryption);
  const ollama = options.ollamaUrl
    ? createOllamaService({
        url: options.ollamaUrl,
        timeouts: { ...DEFAULT_OLLAMA_TIMEOUTS, ...options.ollamaTimeouts },
        egress: options.egress ?? openEgress({ service: 'ml', logger, metrics: options.metrics }),
        logger,
        onFailure: metrics.onOllamaFailure,
      })
    : undefined;
  const engines = createEngineDirectory(ollama);
  const trail = createAuditTrail('ml', jobs);
  const auditsReads = options.auditsReads ?? false;
  const finisher = createFinisher({ tenants: everything, jobs, eventLog, store, audit: trail, logger });
  const workerId = newId();
  const scheduler = createScheduler({
    store,
    workerId,
    concurrency: options.concurrency ?? ANSWERS_AT_ONCE,
    pollMilliseconds: times.poll,
    inTrace: createGenerationTrace({ jobs, logger }),
    run: { workerId, store, libraryOf, engines, eventLog, finisher, metrics, times, logger },
    logger,
  });
  const workers = createWorkers({
    database,
    jobs,
    generations: store,
    libraryOf,
    ingestion: {
      database,
      jobs,
      eventLog,
      storage,
      encryption,
      limits: { ...DEFAULT_PARSE_LIMITS, ...options.parseLimits },
      logger,
    },
    scheduler,
    sweeper: createSweeper({ store, eventLog, finisher, metrics, times, logger }),
    quotaStore: options.quotaStore ?? createMemoryQuotaStore(),
  });
  const contextOf = ({ caller, requestId }: RequestContext, scope = scopeOf(caller)) => ({
    audit: createCallerAudit({ trail, caller, requestId, auditsReads }),
    ...libraryOf(scope),
    generations: createGenerationService({
      store: createGenerationStore(withinTenants(database, scope), encryption),
      jobs,
      eventLog,
      finisher,
      stopHere: (id) => scheduler.stopGeneration(id),
      logger,
    }),
    engines,
    checkHardening: () => checkMlHardening({ database, encryption, auditsReads, logger }),
  });

  return createSubgraphServer<MlContext>({
    name: 'ml',
    typeDefs: readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
    resolvers,
    keyScopes: scopes,
    createContext: (request) => ({ ...request, ...contextOf(request) }),
    readinessChecks: [{ name: 'database', check: () => database.ping() }],
    onStart: async () => {
      await declareQueues(jobs);
      if (options.work !== false) await workers.start();
    },
    onStop: async () => {
      await workers.stop(options.stopGraceMilliseconds ?? STOP_GRACE_MILLISECONDS);
      await ollama?.close();
    },
    tokenVerifier: options.tokenVerifier,
    logger,
    metrics: options.metrics,
    port: options.port,
    host: options.host,
  });
}
