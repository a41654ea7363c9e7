import type { Jobs } from '@codexcontinue/platform/jobs/jobs';
import type { ConversationsStore } from './data/conversations-store.ts';
import type { DocumentsStore } from './data/documents-store.ts';
import type { OpenAnswersCount } from './data/open-answers-count.ts';
import {
  DOCUMENT_INGESTED,
  type DocumentIngested,
  GENERATION_FINISHED,
  type GenerationFinished,
  QUEUES,
} from './queues.ts';

/** Takes in what ml reports. */
export async function startWorkers(
  jobs: Jobs,
  stores: {
    readonly conversations: ConversationsStore;
    readonly documents: DocumentsStore;
    readonly openAnswers: OpenAnswersCount;
  },
): Promise<void> {
  for (const { name, ...options } of QUEUES) await jobs.declare(name, options);
  await jobs.work<GenerationFinished>(GENERATION_FINISHED.name, { concurrency: 2 }, async ({ data }) =>
    stores.openAnswers.onEnded(await stores.conversations.finishAnswer(data)),
  );
  await jobs.work<DocumentIngested>(DOCUMENT_INGESTED.name, { concurrency: 2 }, ({ data }) =>
    stores.documents.finishIngestion(data),
  );
}
