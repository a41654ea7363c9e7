import { AUDIT_QUEUE, AUDIT_QUEUE_OPTIONS } from '@codexcontinue/platform/audit/audit-trail';
import type { Database } from '@codexcontinue/platform/database/database';
import type { Jobs } from '@codexcontinue/platform/jobs/jobs';
import type { QuotaStore } from '@codexcontinue/platform/quotas/quota-store';
import { type GenerationStore, QUEUED_CHANNEL } from './data/generation-store.ts';
import type { LibraryOf } from './data/library.ts';
import type { GenerationRequested } from './domain/generation.ts';
import type { Scheduler } from './generations/scheduler.ts';
import type { Sweeper } from './generations/sweeper.ts';
import { countTokens, type TokensUsed } from './generations/token-count.ts';
import { type DocumentUploaded, type IngestionDeps, ingestDocument } from './ingestion/ingest-document.ts';
import { QUEUE_OPTIONS, QUEUES } from './queues.ts';

/** What works in the background. */
export interface Workers {
  start(): Promise<void>;
  /** Lets answers under way end within the grace; interrupts the others. */
  stop(graceMilliseconds: number): Promise<void>;
}

const TAKING_IN_AT_ONCE = 4;
/** Reading a file takes a whole core and much memory. */
const INGESTING_AT_ONCE = 1;
const DELETING_AT_ONCE = 1;
const COUNTING_AT_ONCE = 1;

/** Every process declares the queues: whoever answers may look jobs up. */
export async function declareQueues(jobs: Jobs): Promise<void> {
  for (const queue of Object.values(QUEUES)) await jobs.declare(queue, QUEUE_OPTIONS[queue]);
  await jobs.declare(AUDIT_QUEUE, AUDIT_QUEUE_OPTIONS);
}

export function createWorkers(deps: {
  readonly database: Database;
  readonly jobs: Jobs;
  readonly generations: GenerationStore;
  readonly libraryOf: LibraryOf;
  readonly ingestion: IngestionDeps;
  readonly scheduler: Scheduler;
  readonly sweeper: Sweeper;
  readonly quotaStore: QuotaStore;
}): Workers {
  const { database, jobs, generations, libraryOf, ingestion, scheduler, sweeper, quotaStore } = deps;
  let stopListening: (() => Promise<void>) | undefined;
  return {
    async start() {
      stopListening = await database.listen(QUEUED_CHANNEL, () => scheduler.wake());
      scheduler.start();
      sweeper.start();
      await jobs.work<GenerationRequested>(
        QUEUES.generationRequested,
        { concurrency: TAKING_IN_AT_ONCE },
        ({ data }) => generations.enqueue(data),
      );
      await jobs.work<DocumentUploaded>(
        QUEUES.documentUploaded,
        { concurrency: INGESTING_AT_ONCE },
        ({ data, signal }) => ingestDocument(ingestion, data, signal),
      );
      await jobs.work<{ documentId: string; workspaceId: string }>(
        QUEUES.documentDeleted,
        { concurrency: DELETING_AT_ONCE },
        ({ data: { documentId, workspaceId } }) =>
          libraryOf({ workspaceIds: [workspaceId] }).documents.remove(documentId),
      );
      await jobs.work<TokensUsed>(QUEUES.tokensUsed, { concurrency: COUNTING_AT_ONCE }, ({ data }) =>
        countTokens(quotaStore, data),
      );
    },
    async stop(graceMilliseconds) {
      await stopListening?.();
      await scheduler.stop(graceMilliseconds);
      await sweeper.stop();
    },
  };
}
