import type { Transaction } from '@codexcontinue/platform/database/database';
import type { TenantDatabase } from '@codexcontinue/platform/database/tenancy';
import { PLAIN_ROWS, type RowEncryption } from '@codexcontinue/platform/encryption/row-encryption';
import { sql } from 'drizzle-orm';
import { queryTermsOf } from '../domain/terms.ts';
import { DOCUMENT, type PassageRecord, selectPassages } from './document-store.ts';
import { rowsOf } from './rows.ts';

/** A passage that was found. */
export interface Hit {
  readonly passage: PassageRecord;
  readonly filename: string;
  /** BM25; comparable within one search only. */
  readonly score: number;
}

/** Finds passages. */
export interface PassageSearch {
  /** The passages of a workspace that match best, best first. */
  search(workspaceId: string, query: string, limit: number): Promise<Hit[]>;
}

/** BM25 as Robertson and Zaragoza give it, with the usual constants; the idf of Lucene, which is never negative. */
const K1 = 1.2;
const B = 0.75;
/** More words than that make no better query, only a slower one. */
const MAXIMUM_TERMS = 64;

/** BM25 over the inverted index; all statistics are those of the one workspace. */
export function createPassageSearch(
  tenants: TenantDatabase,
  encryption: RowEncryption = PLAIN_ROWS,
): PassageSearch {
  return {
    async search(workspaceId, query, limit) {
      const terms = queryTermsOf(query).slice(0, MAXIMUM_TERMS);
      if (terms.length === 0) return [];
      return tenants.run(async (transaction) => {
        const hashTerm = await encryption.termsForSearch(transaction, workspaceId);
        const found = rowsOf<{ documentId: string; filename: string; ordinal: number; score: number }>(
          await transaction.execute(
            rank(workspaceId, terms, hashTerm ? terms.map(hashTerm) : undefined, limit),
          ),
        );
        const names = found.map(({ documentId, filename }) => ({ id: documentId, workspaceId, filename }));
        const opened = await encryption.openRows(transaction, DOCUMENT, { filename: 'text' }, names);
        return attachPassages(
          transaction,
          found.map((hit, index) => ({ ...hit, filename: opened[index]?.filename ?? '' })),
          encryption,
        );
      });
    },
  };
}

/**
 * @param hashes of the terms, in the same order; documents that were indexed before there was encryption have the terms
 *   themselves, and both count as one
 */
function rank(
  workspaceId: string,
  terms: readonly string[],
  hashes: readonly string[] | undefined,
  limit: number,
) {
  const indexed = hashes ? [...hashes, ...terms] : [...terms];
  const term = hashes
    ? sql`(array_position(array[${sql.join(
        indexed.map((word) => sql`${word}::text`),
        sql`, `,
      )}], term) - 1) % ${terms.length}::int`
    : sql`term`;
  return sql`
    with size as (
      select sum(passage_count)::float8 as passages,
             sum(term_count)::float8 / greatest(sum(passage_count), 1) as average_length
      from ml.document where workspace_id = ${workspaceId}::uuid
    ),
    found as (
      select ${term} as term, document_id, ordinals, counts, lengths
      from ml.posting where workspace_id = ${workspaceId}::uuid and term in ${indexed}
    ),
    rarity as (
      select term, ln(1 + (size.passages - frequency + 0.5) / (frequency + 0.5)) as idf
      from (select term, sum(cardinality(ordinals))::float8 as frequency from found group by term) as frequencies, size
    ),
    scored as (
      select found.document_id, occurrence.ordinal,
             sum(rarity.idf * occurrence.count * ${K1 + 1}::float8
                 / (occurrence.count + ${K1}::float8 * (${1 - B}::float8 + ${B}::float8 * occurrence.length / greatest(size.average_length, 1)))) as score
      from size, found
        join rarity using (term)
        cross join lateral unnest(found.ordinals, found.counts, found.lengths) as occurrence(ordinal, count, length)
      group by found.document_id, occurrence.ordinal
    )
    select scored.document_id as "documentId", document.filename, scored.ordinal, scored.score::float8 as score
    from scored join ml.document as document on document.id = scored.document_id
    order by scored.score desc, document.ingested_at, scored.document_id, scored.ordinal
    limit ${limit}::int`;
}

async function attachPassages(
  transaction: Transaction,
  found: readonly { documentId: string; filename: string; ordinal: number; score: number }[],
  encryption: RowEncryption,
): Promise<Hit[]> {
  const passages = new Map<string, PassageRecord>();
  for (const passage of await selectPassages(transaction, found, encryption)) {
    passages.set(`${passage.documentId}:${passage.ordinal}`, passage);
  }
  return found.flatMap(({ documentId, ordinal, filename, score }) => {
    // A document deleted between the two queries is not found any more.
    const passage = passages.get(`${documentId}:${ordinal}`);
    return passage ? [{ passage, filename, score }] : [];
  });
}
