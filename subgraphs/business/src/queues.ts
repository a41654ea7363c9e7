import { AUDIT_QUEUE, AUDIT_QUEUE_OPTIONS } from '@codexcontinue/platform/audit/audit-trail';
import type { QueueOptions } from '@codexcontinue/platform/jobs/jobs';
import type { DocumentFailureCode } from './domain/documents.ts';

/** A queue this subgraph sends to or works on; `docs/architecture.md` lists them all. */
interface Queue extends QueueOptions {
  readonly name: string;
}

export const GENERATION_REQUESTED: Queue = {
  name: 'generation.requested',
  retryLimit: 5,
  expireInSeconds: 60,
};
export const GENERATION_FINISHED: Queue = {
  name: 'generation.finished',
  retryLimit: 20,
  expireInSeconds: 60,
};
export const DOCUMENT_UPLOADED: Queue = { name: 'document.uploaded', retryLimit: 20, expireInSeconds: 300 };
export const DOCUMENT_INGESTED: Queue = { name: 'document.ingested', retryLimit: 20, expireInSeconds: 60 };
export const DOCUMENT_DELETED: Queue = { name: 'document.deleted', retryLimit: 20, expireInSeconds: 60 };

export const QUEUES: readonly Queue[] = [
  GENERATION_REQUESTED,
  GENERATION_FINISHED,
  DOCUMENT_UPLOADED,
  DOCUMENT_INGESTED,
  DOCUMENT_DELETED,
  { name: AUDIT_QUEUE, ...AUDIT_QUEUE_OPTIONS },
];

/** Those whose jobs hold what people wrote or read; ml names the same. */
export const SEALED_QUEUES = [
  GENERATION_REQUESTED.name,
  GENERATION_FINISHED.name,
  DOCUMENT_UPLOADED.name,
  DOCUMENT_INGESTED.name,
];

/** Asks ml for an answer. The job's id is the generation's id. */
export interface GenerationRequested {
  readonly generationId: string;
  readonly workspaceId: string;
  readonly conversationId: string;
  /** The answer's message. */
  readonly messageId: string;
  readonly askerId: string;
  readonly model: string | null;
  readonly question: string;
  /** Earlier messages, oldest first, without the question. */
  readonly history: readonly { readonly role: 'USER' | 'ASSISTANT'; readonly content: string }[];
}

/** ml tells that a generation has ended. */
export interface GenerationFinished {
  readonly generationId: string;
  readonly messageId: string;
  readonly status: string;
  readonly text: string;
}

/** Asks ml to read a document. The job's id is the document's id. */
export interface DocumentUploaded {
  readonly documentId: string;
  readonly workspaceId: string;
  readonly filename: string;
  readonly contentType: string;
  readonly blobKey: string;
  /** In bytes. */
  readonly size: number;
}

/** ml tells how reading a document went. */
export interface DocumentIngested {
  readonly documentId: string;
  readonly failure: { readonly code: DocumentFailureCode; readonly message: string } | null;
}

/** Tells ml to forget a document. */
export interface DocumentDeleted {
  readonly documentId: string;
  readonly workspaceId: string;
}
