import type { TenantDatabase } from '@codexcontinue/platform/database/tenancy';
import { type RowEncryption, TERM_HASH_MARK } from '@codexcontinue/platform/encryption/row-encryption';
import { and, eq, notLike } from 'drizzle-orm';
import { postings } from './tables.ts';

const BATCH = 500;

/**
 * Hashes the words of documents that were indexed before there was encryption. It can be broken off and run again; search
 * finds both.
 *
 * @returns how many words of documents there were
 */
export async function hashPlainPostings(tenants: TenantDatabase, encryption: RowEncryption): Promise<number> {
  let hashed = 0;
  for (;;) {
    const batch = await tenants.run(async (transaction) => {
      const rows = await transaction
        .select({ workspaceId: postings.workspaceId, documentId: postings.documentId, term: postings.term })
        .from(postings)
        .where(notLike(postings.term, `${TERM_HASH_MARK}%`))
        .limit(BATCH);
      for (const { workspaceId, documentId, term } of rows) {
        const hashTerm = await encryption.termsForIndex(transaction, workspaceId);
        await transaction
          .update(postings)
          .set({ term: hashTerm(term) })
          .where(
            and(
              eq(postings.workspaceId, workspaceId),
              eq(postings.documentId, documentId),
              eq(postings.term, term),
            ),
          );
      }
      return rows.length;
    });
    hashed += batch;
    if (batch < BATCH) return hashed;
  }
}
