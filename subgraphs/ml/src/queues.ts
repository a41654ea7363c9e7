import type { QueueOptions } from '@codexcontinue/platform/jobs/jobs';

/** The durable jobs that connect this subgraph with business (docs/architecture.md), and with itself. */
export const QUEUES = {
  generationRequested: 'generation.requested',
  generationFinished: 'generation.finished',
  documentUploaded: 'document.uploaded',
  documentIngested: 'document.ingested',
  documentDeleted: 'document.deleted',
  tokensUsed: 'tokens.used',
} as const;

/** Those whose jobs hold what people wrote or read; business names the same. */
export const SEALED_QUEUES = [
  QUEUES.generationRequested,
  QUEUES.generationFinished,
  QUEUES.documentUploaded,
  QUEUES.documentIngested,
];

/** Business declares the queues with the same options. */
export const QUEUE_OPTIONS: Readonly<Record<(typeof QUEUES)[keyof typeof QUEUES], QueueOptions>> = {
  'generation.requested': { retryLimit: 5, expireInSeconds: 60 },
  'generation.finished': { retryLimit: 20, expireInSeconds: 60 },
  'document.uploaded': { retryLimit: 20, expireInSeconds: 300 },
  'document.ingested': { retryLimit: 20, expireInSeconds: 60 },
  'document.deleted': { retryLimit: 20, expireInSeconds: 60 },
  // From ml to itself: counted in Redis, which may be away for hours.
  'tokens.used': { retryLimit: 300, expireInSeconds: 60 },
};
