import type { AuditDetails } from '@codexcontinue/platform/audit/audit-trail';
import type { CallerAudit } from '@codexcontinue/platform/audit/caller-audit';
import type { PageRequest } from '@codexcontinue/platform/connections';
import type { Transaction } from '@codexcontinue/platform/database/database';
import type { TenantDatabase } from '@codexcontinue/platform/database/tenancy';
import { PLAIN_ROWS, type RowEncryption } from '@codexcontinue/platform/encryption/row-encryption';
import { newId } from '@codexcontinue/platform/ids';
import type { Jobs } from '@codexcontinue/platform/jobs/jobs';
import type { Outbox } from '@codexcontinue/platform/outbox/outbox';
import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import { workspaceEvent, workspaceTopic } from '../domain/workspace-events.ts';
import {
  DOCUMENT_DELETED,
  DOCUMENT_UPLOADED,
  type DocumentDeleted,
  type DocumentIngested,
  type DocumentUploaded,
} from '../queues.ts';
import { document, upload } from './tables.ts';

/** An upload as stored. */
export type UploadRecord = typeof upload.$inferSelect;
/** A document as stored. */
export type DocumentRecord = typeof document.$inferSelect;

/** What the encryption of rows is bound to: never changed, or what is stored cannot be read. */
export const UPLOAD = 'business.upload';
export const DOCUMENT = 'business.document';
export const NAMED = { filename: 'text' } as const;

/** Where the bytes of an upload, and of the document it becomes, are kept. */
export const blobKeyOf = (uploadId: string) => `${UPLOADS_FOLDER}/${uploadId}`;
export const UPLOADS_FOLDER = 'uploads';

/** Uploads and documents. */
export interface DocumentsStore {
  announce(record: {
    workspaceId: string;
    createdBy: string;
    filename: string;
    contentType: string;
    size: number;
    expiresAt: Date;
  }): Promise<UploadRecord>;
  findUpload(id: string): Promise<UploadRecord | undefined>;
  /**
   * Does something with an upload's file while the upload cannot be completed; it must be short.
   *
   * @throws UploadCompletedError
   */
  whileOpen(id: string, work: () => Promise<void>): Promise<void>;
  /**
   * Makes the document and asks for its ingestion, all or nothing. A second time answers the same document, or
   * undefined when it has been deleted since: what is deleted does not come back.
   *
   * @param receivedBytes how large the file is now; asked while it cannot be changed
   */
  complete(
    upload: UploadRecord,
    receivedBytes: () => Promise<number>,
  ): Promise<DocumentRecord | IncompleteFile | undefined>;
  findById(id: string): Promise<DocumentRecord | undefined>;
  /** Of a workspace, newest first; the key of a row is its id. */
  page(workspaceId: string, request: PageRequest<string>): Promise<DocumentRecord[]>;
  /** Stores how reading went; a second time changes nothing. */
  finishIngestion(ingested: DocumentIngested): Promise<void>;
  /** Answers whether there was a document to delete. */
  delete(id: string, actorId: string): Promise<boolean>;
}

/** Not all bytes that were announced are there, so there is no document. */
export class IncompleteFile {
  readonly receivedBytes: number;
  constructor(receivedBytes: number) {
    this.receivedBytes = receivedBytes;
  }
}

/** An upload is a document now, and takes no bytes any more. */
export class UploadCompletedError extends Error {
  override readonly name = 'UploadCompletedError';
}

export function createDocumentsStore(
  tenants: TenantDatabase,
  jobs: Jobs,
  outbox: Outbox,
  audit: Pick<CallerAudit, 'record'>,
  encryption: RowEncryption = PLAIN_ROWS,
): DocumentsStore {
  const openUploads = (transaction: Transaction, rows: readonly UploadRecord[]) =>
    encryption.openRows(transaction, UPLOAD, NAMED, rows);
  const openDocuments = (transaction: Transaction, rows: readonly DocumentRecord[]) =>
    encryption.openRows(transaction, DOCUMENT, NAMED, rows);
  const select = async (transaction: Transaction, id: string): Promise<DocumentRecord | undefined> => {
    const rows = await transaction.select().from(document).where(eq(document.id, id));
    return (await openDocuments(transaction, rows))[0];
  };
  /** Whether the upload is open; if so it stays open, and whoever else wants to know waits, until the transaction ends. */
  const lockOpen = async (transaction: Transaction, id: string): Promise<boolean> => {
    const isOpen = and(eq(upload.id, id), isNull(upload.completedAt));
    return (await transaction.select({ id: upload.id }).from(upload).where(isOpen).for('update')).length > 0;
  };
  // Auth keeps the audit log and has no key: what is sealed here is not told in plain words there.
  const toTell = (filename: string): AuditDetails => (encryption.encrypts ? {} : { filename });
  return {
    announce: (record) =>
      tenants.run(async (transaction) => {
        const { workspaceId } = record;
        const id = newId();
        const seal = await encryption.sealer(transaction, workspaceId);
        const [created] = await transaction
          .insert(upload)
          .values({ id, ...seal({ table: UPLOAD, id, workspaceId }, NAMED, record) })
          .returning();
        if (!created) throw new Error('An upload was not stored.');
        return { ...created, filename: record.filename };
      }),

    findUpload: (id) =>
      tenants.run(async (transaction) => {
        const rows = await transaction.select().from(upload).where(eq(upload.id, id));
        return (await openUploads(transaction, rows))[0];
      }),

    whileOpen: (id, work) =>
      tenants.run(async (transaction) => {
        if (!(await lockOpen(transaction, id))) throw new UploadCompletedError();
        await work();
      }),

    complete: ({ id, workspaceId, createdBy, filename, contentType, size }, countReceived) =>
      tenants.run(async (transaction) => {
        if (!(await lockOpen(transaction, id))) return select(transaction, id);
        const receivedBytes = await countReceived();
        if (receivedBytes !== size) return new IncompleteFile(receivedBytes);
        await transaction.update(upload).set({ completedAt: sql`now()` }).where(eq(upload.id, id));
        const seal = await encryption.sealer(transaction, workspaceId);
        const [created] = await transaction
          .insert(document)
          .values({
            id,
            workspaceId,
            ...seal({ table: DOCUMENT, id, workspaceId }, NAMED, { filename }),
            contentType,
            size,
            status: 'INGESTING',
            uploadedBy: createdBy,
          })
          .returning();
        if (!created) throw new Error('A document was not stored.');
        const job: DocumentUploaded = {
          documentId: id,
          workspaceId,
          filename,
          contentType,
          blobKey: blobKeyOf(id),
          size,
        };
        await jobs.send(DOCUMENT_UPLOADED.name, job, { id, transaction });
        const event = workspaceEvent('DOCUMENT_UPLOADED', { actorId: createdBy, documentId: id });
        await outbox.add(transaction, workspaceTopic(workspaceId), event);
        const details = { ...toTell(filename), contentType, size };
        const target = { workspaceId, targetType: 'Document', targetId: id };
        await audit.record({ action: 'document.uploaded', ...target, details }, transaction);
        return { ...created, filename };
      }),

    findById: (id) => tenants.run((transaction) => select(transaction, id)),

    page: (workspaceId, { from, limit }) =>
      tenants.run(async (transaction) => {
        const rows = await transaction
          .select()
          .from(document)
          .where(and(eq(document.workspaceId, workspaceId), from ? lt(document.id, from) : undefined))
          .orderBy(desc(document.id))
          .limit(limit + 1);
        return openDocuments(transaction, rows);
      }),

    finishIngestion: ({ documentId, failure }) =>
      tenants.run(async (transaction) => {
        const [finished] = await transaction
          .update(document)
          .set({ status: failure ? 'FAILED' : 'READY', failure })
          .where(and(eq(document.id, documentId), eq(document.status, 'INGESTING')))
          .returning();
        if (!finished) return;
        const event = workspaceEvent(failure ? 'DOCUMENT_FAILED' : 'DOCUMENT_READY', { documentId });
        await outbox.add(transaction, workspaceTopic(finished.workspaceId), event);
      }),

    delete: (id, actorId) =>
      tenants.run(async (transaction) => {
        const [deleted] = await transaction.delete(document).where(eq(document.id, id)).returning();
        if (!deleted) return false;
        const job: DocumentDeleted = { documentId: id, workspaceId: deleted.workspaceId };
        await jobs.send(DOCUMENT_DELETED.name, job, { transaction });
        const event = workspaceEvent('DOCUMENT_DELETED', { actorId, documentId: id });
        await outbox.add(transaction, workspaceTopic(deleted.workspaceId), event);
        const { workspaceId } = deleted;
        const [opened] = await openDocuments(transaction, [deleted]);
        const target = { workspaceId, targetType: 'Document', targetId: id };
        const details = toTell(opened?.filename ?? '');
        await audit.record({ action: 'document.deleted', ...target, details }, transaction);
        return true;
      }),
  };
}
