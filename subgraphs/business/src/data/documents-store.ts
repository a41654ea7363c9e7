import type { CallerAudit } from '@codexcontinue/platform/audit/caller-audit';
import type { PageRequest } from '@codexcontinue/platform/connections';
import type { TenantDatabase } from '@codexcontinue/platform/database/tenancy';
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

/** Where the bytes of an upload, and of the document it becomes, are kept. */
export const blobKeyOf = (uploadId: string) => `uploads/${uploadId}`;

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
   * Makes the document and asks for its ingestion, all or nothing. A second time answers the same document, or
   * undefined when it has been deleted since: what is deleted does not come back.
   */
  complete(upload: UploadRecord): Promise<DocumentRecord | undefined>;
  findById(id: string): Promise<DocumentRecord | undefined>;
  /** Of a workspace, newest first; the key of a row is its id. */
  page(workspaceId: string, request: PageRequest<string>): Promise<DocumentRecord[]>;
  /** Stores how reading went; a second time changes nothing. */
  finishIngestion(ingested: DocumentIngested): Promise<void>;
  /** Answers whether there was a document to delete. */
  delete(id: string, actorId: string): Promise<boolean>;
}

export function createDocumentsStore(
  tenants: TenantDatabase,
  jobs: Jobs,
  outbox: Outbox,
  audit: Pick<CallerAudit, 'record'>,
): DocumentsStore {
  return {
    async announce(record) {
      const [created] = await tenants.run((transaction) =>
        transaction
          .insert(upload)
          .values({ id: newId(), ...record })
          .returning(),
      );
      if (!created) throw new Error('An upload was not stored.');
      return created;
    },

    async findUpload(id) {
      const [found] = await tenants.run((transaction) =>
        transaction.select().from(upload).where(eq(upload.id, id)),
      );
      return found;
    },

    complete: ({ id, workspaceId, createdBy, filename, contentType, size }) =>
      tenants.run(async (transaction) => {
        const completed = await transaction
          .update(upload)
          .set({ completedAt: sql`now()` })
          .where(and(eq(upload.id, id), isNull(upload.completedAt)))
          .returning({ id: upload.id });
        if (completed.length === 0) {
          const [existing] = await transaction.select().from(document).where(eq(document.id, id));
          return existing;
        }
        const [created] = await transaction
          .insert(document)
          .values({
            id,
            workspaceId,
            filename,
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
        };
        await jobs.send(DOCUMENT_UPLOADED.name, job, { id, transaction });
        const event = workspaceEvent('DOCUMENT_UPLOADED', { actorId: createdBy, documentId: id });
        await outbox.add(transaction, workspaceTopic(workspaceId), event);
        const details = { filename, contentType, size };
        const target = { workspaceId, targetType: 'Document', targetId: id };
        await audit.record({ action: 'document.uploaded', ...target, details }, transaction);
        return created;
      }),

    async findById(id) {
      const [found] = await tenants.run((transaction) =>
        transaction.select().from(document).where(eq(document.id, id)),
      );
      return found;
    },

    async page(workspaceId, { from, limit }) {
      return tenants.run((transaction) =>
        transaction
          .select()
          .from(document)
          .where(and(eq(document.workspaceId, workspaceId), from ? lt(document.id, from) : undefined))
          .orderBy(desc(document.id))
          .limit(limit + 1),
      );
    },

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
        const { workspaceId, filename } = deleted;
        const target = { workspaceId, targetType: 'Document', targetId: id };
        await audit.record({ action: 'document.deleted', ...target, details: { filename } }, transaction);
        return true;
      }),
  };
}
