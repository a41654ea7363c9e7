import { tenantPolicy } from '@codexcontinue/platform/database/tenancy';
import { dataKeyTable } from '@codexcontinue/platform/encryption/data-keys';
import { outboxTable } from '@codexcontinue/platform/outbox/outbox';
import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgSchema, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { DocumentFailureCode } from '../domain/documents.ts';

export const businessSchema = pgSchema('business');

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const conversation = businessSchema.table(
  'conversation',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    /** Null until somebody names it or asks the first question. */
    title: text(),
    model: text(),
    createdBy: uuid('created_by').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [index().on(table.workspaceId, table.updatedAt, table.id), tenantPolicy(table.workspaceId)],
);

export const message = businessSchema.table(
  'message',
  {
    id: uuid().primaryKey(),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversation.id, { onDelete: 'cascade' }),
    /** The conversation's. */
    workspaceId: uuid('workspace_id').notNull(),
    role: text({ enum: ['USER', 'ASSISTANT'] }).notNull(),
    content: text().notNull(),
    authorId: uuid('author_id'),
    /** Of an answer: the generation that makes it. */
    generationId: uuid('generation_id').unique(),
    /** Of an answer: when its generation ended. */
    answeredAt: moment('answered_at'),
    /** Of a question: the answer's message. */
    answerId: uuid('answer_id'),
    idempotencyKey: text('idempotency_key'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    index().on(table.conversationId, table.id),
    unique().on(table.conversationId, table.authorId, table.idempotencyKey),
    // Answers under way are counted with every question.
    index('message_open_answers')
      .on(table.workspaceId)
      .where(sql`generation_id is not null and answered_at is null`),
    tenantPolicy(table.workspaceId),
  ],
);

export const upload = businessSchema.table(
  'upload',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    createdBy: uuid('created_by').notNull(),
    filename: text().notNull(),
    contentType: text('content_type').notNull(),
    size: bigint({ mode: 'number' }).notNull(),
    expiresAt: moment('expires_at').notNull(),
    completedAt: moment('completed_at'),
  },
  (table) => [tenantPolicy(table.workspaceId)],
);

export const document = businessSchema.table(
  'document',
  {
    /** The id of the upload it came by. */
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    filename: text().notNull(),
    contentType: text('content_type').notNull(),
    size: bigint({ mode: 'number' }).notNull(),
    status: text({ enum: ['INGESTING', 'READY', 'FAILED'] }).notNull(),
    failure: jsonb().$type<{ code: DocumentFailureCode; message: string }>(),
    uploadedBy: uuid('uploaded_by').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [index().on(table.workspaceId, table.id), tenantPolicy(table.workspaceId)],
);

export const savedOperation = businessSchema.table(
  'saved_operation',
  {
    id: uuid().primaryKey(),
    /** The workspace it is shared with; null while it is personal. */
    workspaceId: uuid('workspace_id'),
    createdBy: uuid('created_by').notNull(),
    name: text().notNull(),
    description: text(),
    document: text().notNull(),
    /** An object as JSON text, as it was written. */
    variables: text(),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    index().on(table.createdBy, table.id),
    index().on(table.workspaceId, table.id),
    tenantPolicy(table.workspaceId, table.createdBy),
  ],
);

export const outbox = outboxTable(businessSchema);

export const dataKeys = dataKeyTable(businessSchema);
