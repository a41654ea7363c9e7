import type { Readable } from 'node:stream';
import type { Database, Transaction } from '@codexcontinue/platform/database/database';
import { type TenantDatabase, withinTenants } from '@codexcontinue/platform/database/tenancy';
import type { RowEncryption } from '@codexcontinue/platform/encryption/row-encryption';
import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import type { Jobs } from '@codexcontinue/platform/jobs/jobs';
import type { Logger } from '@codexcontinue/platform/log';
import { BlobNotFoundError, type BlobStorage } from '@codexcontinue/platform/storage/storage';
import { isPermanentFault } from '../data/database-fault.ts';
import { createDocumentStore } from '../data/document-store.ts';
import { IngestionError, type IngestionFailure, LIMITS } from '../domain/ingestion-failure.ts';
import type { SplitDocument } from '../domain/split-document.ts';
import { QUEUES } from '../queues.ts';
import { detectFileKind } from './file-kind.ts';
import { type ParseLimits, parseDocument } from './parse-document.ts';
import { createProgressReporter, type ProgressReporter } from './progress-reporter.ts';

/** What business asks for, as the job `document.uploaded` carries it. */
export interface DocumentUploaded {
  readonly documentId: string;
  readonly workspaceId: string;
  readonly filename: string;
  readonly contentType: string;
  readonly blobKey: string;
  /** In bytes. Jobs of before do not tell it. */
  readonly size?: number;
}

export interface IngestionDeps {
  readonly database: Database;
  readonly jobs: Jobs;
  readonly eventLog: EventLog;
  readonly storage: BlobStorage;
  readonly encryption: RowEncryption;
  readonly limits: ParseLimits;
  readonly logger: Logger;
}

/**
 * Reads an uploaded document, stores its text and passages and tells business, all or nothing. A second time it only
 * tells business again. Throws when trying again may help.
 */
export async function ingestDocument(
  deps: IngestionDeps,
  upload: DocumentUploaded,
  signal: AbortSignal,
): Promise<void> {
  const { documentId, workspaceId } = upload;
  const logger = deps.logger.child({ documentId });
  const tenants = withinTenants(deps.database, { workspaceIds: [workspaceId] });
  if (await createDocumentStore(tenants, deps.encryption).exists(documentId))
    return tell(deps, documentId, null);
  const progress = createProgressReporter({ ...deps, workspaceId, documentId, logger });
  const outcome = await read(deps, upload, progress, signal, logger);
  if ('content' in outcome) {
    progress.report({ stage: 'INDEXING', completed: 0, total: outcome.passages.length });
  }
  await progress.settle();
  if ('code' in outcome) await tell(deps, documentId, outcome);
  else await store(deps, tenants, upload, outcome, logger);
  logger.info({ failure: 'code' in outcome ? outcome.code : undefined }, 'a document was ingested');
}

async function store(
  deps: IngestionDeps,
  tenants: TenantDatabase,
  upload: DocumentUploaded,
  document: SplitDocument,
  logger: Logger,
): Promise<void> {
  const { documentId, workspaceId } = upload;
  const filename = upload.filename.replaceAll('\0', '');
  try {
    await tenants.run(async (transaction) => {
      await createDocumentStore(tenants, deps.encryption).store(
        { ...document, documentId, workspaceId, filename },
        transaction,
      );
      await tell(deps, documentId, null, transaction);
    });
  } catch (error) {
    if (!isPermanentFault(error)) throw error;
    logger.error({ err: error }, 'a document cannot be stored');
    await tell(deps, documentId, new IngestionError('INTERNAL').failure);
  }
}

/** Tells business how it went. */
function tell(
  { jobs }: IngestionDeps,
  documentId: string,
  failure: IngestionFailure | null,
  transaction?: Transaction,
): Promise<void> {
  return jobs.send(QUEUES.documentIngested, { documentId, failure }, transaction ? { transaction } : {});
}

async function read(
  deps: IngestionDeps,
  { filename, contentType, blobKey, size }: DocumentUploaded,
  progress: ProgressReporter,
  signal: AbortSignal,
  logger: Logger,
): Promise<SplitDocument | IngestionFailure> {
  try {
    progress.report({ stage: 'READING', completed: 0, total: 1 });
    const bytes = await readBytes(await deps.storage.read(blobKey, size));
    const kind = await detectFileKind({ filename, contentType, bytes });
    return await parseDocument(
      { kind, bytes },
      { limits: deps.limits, onProgress: (step) => progress.report(step), signal, logger },
    );
  } catch (error) {
    if (error instanceof IngestionError) {
      if (error.cause)
        logger.warn({ err: error.cause, code: error.failure.code }, 'a document cannot be read');
      return error.failure;
    }
    if (error instanceof BlobNotFoundError) {
      logger.error({ err: error }, 'the file of a document is gone');
      return new IngestionError('INTERNAL', 'The uploaded file is gone. Upload it again.').failure;
    }
    throw error;
  }
}

async function readBytes(stream: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LIMITS.bytes) throw new IngestionError('TOO_LARGE');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
