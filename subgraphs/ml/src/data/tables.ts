import { tenantPolicy } from '@codexcontinue/platform/database/tenancy';
import { dataKeyTable } from '@codexcontinue/platform/encryption/data-keys';
import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type {
  Citation,
  GenerationEngine,
  GenerationFailure,
  GenerationStatus,
  GenerationUsage,
  Turn,
} from '../domain/generation.ts';
import type { PageSpan } from '../domain/spans.ts';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const mlSchema = pgSchema('ml');

/** The text of a document that was ingested whole. */
export const documents = mlSchema.table(
  'document',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    filename: text().notNull(),
    content: text().notNull(),
    contentHash: text('content_hash').notNull(),
    pages: jsonb().$type<readonly PageSpan[]>().notNull(),
    passageCount: integer('passage_count').notNull(),
    /** Of all passages together; with `passage_count` it makes the average length BM25 needs. */
    termCount: integer('term_count').notNull(),
    ingestedAt: time('ingested_at').notNull().defaultNow(),
  },
  (table) => [index('document_workspace').on(table.workspaceId), tenantPolicy(table.workspaceId)],
);

/** Documents that were deleted, whoever's: an ingestion that comes late must not bring one back. Ids only. */
export const deletedDocuments = mlSchema.table('deleted_document', {
  id: uuid().primaryKey(),
  deletedAt: time('deleted_at').notNull().defaultNow(),
});

export const passages = mlSchema.table(
  'passage',
  {
    id: uuid().primaryKey(),
    documentId: uuid('document_id')
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
    workspaceId: uuid('workspace_id').notNull(),
    ordinal: integer().notNull(),
    page: integer(),
    startOffset: integer('start_offset').notNull(),
    endOffset: integer('end_offset').notNull(),
    text: text().notNull(),
    contentHash: text('content_hash').notNull(),
  },
  (table) => [index('passage_document').on(table.documentId, table.ordinal), tenantPolicy(table.workspaceId)],
);

/**
 * The inverted index: where one term occurs in one document. A search reads these rows only, never the passages that
 * are not found. The arrays run in parallel: passage ordinal, how often, the passage's length in terms.
 */
export const postings = mlSchema.table(
  'posting',
  {
    workspaceId: uuid('workspace_id').notNull(),
    term: text().notNull(),
    documentId: uuid('document_id')
      .notNull()
      .references(() => documents.id, { onDelete: 'cascade' }),
    ordinals: integer().array().notNull(),
    counts: integer().array().notNull(),
    lengths: integer().array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.term, table.documentId] }),
    index('posting_document').on(table.documentId),
    tenantPolicy(table.workspaceId),
  ],
);

export const generations = mlSchema.table(
  'generation',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    messageId: uuid('message_id').notNull(),
    askerId: text('asker_id').notNull(),
    requestedModel: text('requested_model'),
    question: text().notNull(),
    history: jsonb().$type<readonly Turn[]>().notNull(),
    status: text().$type<GenerationStatus>().notNull().default('QUEUED'),
    text: text().notNull().default(''),
    /** Where each delta ends in `text`: the same deltas can be told again. */
    deltaEnds: integer('delta_ends').array().notNull().default(sql`'{}'::integer[]`),
    model: text(),
    engine: text().$type<GenerationEngine>(),
    citations: jsonb().$type<readonly Citation[]>().notNull().default([]),
    usage: jsonb().$type<GenerationUsage>(),
    failure: jsonb().$type<GenerationFailure>(),
    stopRequested: boolean('stop_requested').notNull().default(false),
    workerId: uuid('worker_id'),
    heartbeatAt: time('heartbeat_at'),
    /** Whether every event of an ended generation, the terminal one included, is known to be in the event log. */
    published: boolean().notNull().default(false),
    createdAt: time('created_at').notNull(),
    startedAt: time('started_at'),
    finishedAt: time('finished_at'),
  },
  (table) => [
    index('generation_open').on(table.status, table.createdAt).where(sql`status in ('QUEUED', 'RUNNING')`),
    index('generation_unpublished')
      .on(table.finishedAt)
      .where(sql`not published and status not in ('QUEUED', 'RUNNING')`),
    tenantPolicy(table.workspaceId),
  ],
);

export const dataKeys = dataKeyTable(mlSchema);
