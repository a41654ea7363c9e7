import { AUTHORITY_TOPIC, authorityEvent } from '@codexcontinue/platform/authority-notice';
import type { Database } from '@codexcontinue/platform/database/database';
import type { Outbox } from '@codexcontinue/platform/outbox/outbox';
import { and, desc, eq, gt, isNull, ne, or, sql } from 'drizzle-orm';
import { signingKey } from './token-tables.ts';

/** A signing key as stored. */
export type SigningKeyRecord = typeof signingKey.$inferSelect;

/** The keys that sign access tokens. */
export interface SigningKeysStore {
  /** Adds one that signs where no later one does; one that is known stays as it is. */
  addFirst(record: Pick<SigningKeyRecord, 'kid' | 'publicJwk' | 'sealedPrivateKey'>): Promise<void>;
  /** No longer accepts a key. Every gateway hears of it. */
  retire(kid: string): Promise<void>;
  /** Those that are accepted now, what signs last first. */
  accepted(): Promise<readonly (SigningKeyRecord & { readonly maySign: boolean })[]>;
  /**
   * Adds the next one and lets all others retire. Every gateway hears of it.
   *
   * @param times in seconds from now, by the database's clock
   */
  rotate(
    record: Pick<SigningKeyRecord, 'kid' | 'publicJwk' | 'sealedPrivateKey'>,
    times: { readonly signsAfter: number; readonly retireAfter: number },
  ): Promise<void>;
}

export function createSigningKeysStore({ drizzle }: Database, outbox: Outbox): SigningKeysStore {
  const after = (seconds: number) => sql<Date>`now() + make_interval(secs => ${seconds})`;
  const notRetired = or(isNull(signingKey.retiresAt), gt(signingKey.retiresAt, sql`now()`));
  return {
    async addFirst(record) {
      await drizzle
        .insert(signingKey)
        .values({ ...record, signsFrom: new Date(0) })
        .onConflictDoNothing();
    },
    retire: (kid) =>
      drizzle.transaction(async (transaction) => {
        await transaction
          .update(signingKey)
          .set({ retiresAt: sql`now()` })
          .where(and(eq(signingKey.kid, kid), notRetired));
        await outbox.add(transaction, AUTHORITY_TOPIC, authorityEvent({ what: 'signing-keys' }));
      }),
    async accepted() {
      const rows = await drizzle
        .select({ key: signingKey, maySign: sql<boolean>`${signingKey.signsFrom} <= now()` })
        .from(signingKey)
        .where(notRetired)
        .orderBy(desc(signingKey.signsFrom), desc(signingKey.createdAt));
      return rows.map(({ key, maySign }) => ({ ...key, maySign }));
    },
    rotate: (record, { signsAfter, retireAfter }) =>
      drizzle.transaction(async (transaction) => {
        await transaction.insert(signingKey).values({ ...record, signsFrom: after(signsAfter) });
        await transaction
          .update(signingKey)
          .set({ retiresAt: sql`least(${signingKey.retiresAt}, ${after(retireAfter)})` })
          .where(ne(signingKey.kid, record.kid));
        await outbox.add(transaction, AUTHORITY_TOPIC, authorityEvent({ what: 'signing-keys' }));
      }),
  };
}
