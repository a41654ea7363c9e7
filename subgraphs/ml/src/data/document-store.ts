import type { Queryable, Transaction } from '@codexcontinue/platform/database/database';
import type { TenantDatabase } from '@codexcontinue/platform/database/tenancy';
import {
  type HashTerm,
  PLAIN_ROWS,
  type RowEncryption,
  type SealRow,
} from '@codexcontinue/platform/encryption/row-encryption';
import { newId } from '@codexcontinue/platform/ids';
import { eq, inArray, sql } from 'drizzle-orm';
import type { PageSpan } from '../domain/spans.ts';
import type { SplitDocument } from '../domain/split-document.ts';
import { deletedDocuments, documents, passages, postings } from './tables.ts';

/** A document's text as it is stored. */
export interface DocumentRecord {
  readonly id: string;
  readonly workspaceId: string;
  readonly filename: string;
  readonly content: string;
  readonly contentHash: string;
  readonly pages: readonly PageSpan[];
  readonly passageCount: number;
}

/** What is known of a document without reading its text. */
export type DocumentSummary = Pick<DocumentRecord, 'id' | 'workspaceId' | 'passageCount'>;

/** A passage as it is stored. */
export interface PassageRecord {
  readonly id: string;
  readonly documentId: string;
  readonly workspaceId: string;
  readonly ordinal: number;
  readonly page: number | null;
  readonly startOffset: number;
  readonly endOffset: number;
  readonly text: string;
  readonly contentHash: string;
}

/** A document to store, with where it belongs. */
export interface NewDocument extends SplitDocument {
  readonly documentId: string;
  readonly workspaceId: string;
  readonly filename: string;
}

/** Rows of one statement; Postgres takes at most 65,535 parameters. */
const BATCH = 1_000;

/** What the encryption of rows is bound to: never changed, or what is stored cannot be read. */
export const DOCUMENT = 'ml.document';
export const PASSAGE = 'ml.passage';
export const CONTENT = { content: 'text', filename: 'text' } as const;
export const PASSAGE_TEXT = { text: 'text' } as const;

/** Document texts, their passages and the inverted index. */
export interface DocumentStore {
  find(id: string): Promise<DocumentRecord | undefined>;
  summarise(id: string): Promise<DocumentSummary | undefined>;
  findMany(ids: readonly string[]): Promise<DocumentRecord[]>;
  findPassage(id: string): Promise<PassageRecord | undefined>;
  exists(id: string): Promise<boolean>;
  /**
   * Stores text, passages and index in the transaction given.
   * @returns false, and stores nothing, for a document that was stored or deleted before
   */
  store(document: NewDocument, transaction: Transaction): Promise<boolean>;
  /** Deletes all there is of a document, and keeps it from coming back. */
  remove(id: string): Promise<void>;
}

export function createDocumentStore(
  tenants: TenantDatabase,
  encryption: RowEncryption = PLAIN_ROWS,
): DocumentStore {
  const findMany = (ids: readonly string[]) =>
    ids.length === 0
      ? Promise.resolve([])
      : tenants.run(async (transaction) => {
          const rows = await transaction
            .select()
            .from(documents)
            .where(inArray(documents.id, [...ids]));
          return encryption.openRows(transaction, DOCUMENT, CONTENT, rows);
        });
  const isKnown = async (id: string, queryable: Queryable) => {
    const stored = await queryable.select({ id: documents.id }).from(documents).where(eq(documents.id, id));
    const deleted = await queryable
      .select({ id: deletedDocuments.id })
      .from(deletedDocuments)
      .where(eq(deletedDocuments.id, id));
    return stored.length + deleted.length > 0;
  };

  return {
    findMany,
    find: async (id) => (await findMany([id]))[0],
    async summarise(id) {
      const { id: documentId, workspaceId, passageCount } = documents;
      const [summary] = await tenants.run((transaction) =>
        transaction
          .select({ id: documentId, workspaceId, passageCount })
          .from(documents)
          .where(eq(documents.id, id)),
      );
      return summary;
    },
    async findPassage(id) {
      const [passage] = await tenants.run(async (transaction) =>
        openPassages(
          transaction,
          await transaction.select().from(passages).where(eq(passages.id, id)),
          encryption,
        ),
      );
      return passage;
    },
    exists: (id) => tenants.run((transaction) => isKnown(id, transaction)),
    async store(document, transaction) {
      await lockDocument(document.documentId, transaction);
      if (await isKnown(document.documentId, transaction)) return false;
      const seal = await encryption.sealer(transaction, document.workspaceId);
      const hashTerm = await encryption.termsForIndex(transaction, document.workspaceId);
      await insertDocument(document, transaction, seal, hashTerm);
      return true;
    },
    async remove(id) {
      await tenants.run(async (transaction) => {
        await lockDocument(id, transaction);
        await transaction.insert(deletedDocuments).values({ id }).onConflictDoNothing();
        await transaction.delete(documents).where(eq(documents.id, id));
      });
    },
  };
}

/** The passages that stand at these places. */
export async function selectPassages(
  transaction: Transaction,
  places: readonly { readonly documentId: string; readonly ordinal: number }[],
  encryption: RowEncryption,
): Promise<PassageRecord[]> {
  if (places.length === 0) return [];
  const wanted = sql.join(
    places.map(({ documentId, ordinal }) => sql`(${documentId}::uuid, ${ordinal}::int)`),
    sql`, `,
  );
  const rows = await transaction
    .select()
    .from(passages)
    .where(sql`(${passages.documentId}, ${passages.ordinal}) in (${wanted})`);
  return openPassages(transaction, rows, encryption);
}

const openPassages = (
  transaction: Transaction,
  rows: readonly PassageRecord[],
  encryption: RowEncryption,
): Promise<PassageRecord[]> => encryption.openRows(transaction, PASSAGE, PASSAGE_TEXT, rows);

/** Ingestion and deletion of one document take turns, whichever comes first. */
async function lockDocument(id: string, transaction: Transaction): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ml.document:${id}`}, 0))`);
}

async function insertDocument(
  document: NewDocument,
  transaction: Transaction,
  seal: SealRow,
  hashTerm: HashTerm,
): Promise<void> {
  const { documentId, workspaceId, contentHash } = document;
  await transaction.insert(documents).values({
    id: documentId,
    workspaceId,
    ...seal({ table: DOCUMENT, id: documentId, workspaceId }, CONTENT, {
      content: document.content,
      filename: document.filename,
    }),
    contentHash,
    pages: document.pages,
    passageCount: document.passages.length,
    termCount: document.termCount,
  });
  for (const batch of batches(document.passages)) {
    await transaction.insert(passages).values(
      batch.map((passage) => {
        const id = newId();
        const stored = seal({ table: PASSAGE, id, workspaceId }, PASSAGE_TEXT, passage);
        return { ...stored, id, documentId, workspaceId, contentHash };
      }),
    );
  }
  for (const batch of batches(document.postings)) {
    await transaction.insert(postings).values(
      batch.map(({ term, ordinals, counts, lengths }) => ({
        workspaceId,
        documentId,
        term: hashTerm(term),
        ordinals: [...ordinals],
        counts: [...counts],
        lengths: [...lengths],
      })),
    );
  }
}

function* batches<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}
