import type { PGlite } from '@electric-sql/pglite';
import type { ExtractTablesWithRelations } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from 'drizzle-orm/pg-core';

type NoSchema = Record<string, never>;

/** Drizzle over either driver. */
export type Drizzle = PgDatabase<PgQueryResultHKT, NoSchema>;

/** An open transaction. While one is open, use it for everything: PGlite has a single connection and waits for ever. */
export type Transaction = PgTransaction<PgQueryResultHKT, NoSchema, ExtractTablesWithRelations<NoSchema>>;

/** Whatever can run queries. */
export type Queryable = Drizzle | Transaction;

/** Where a database's rows really are. */
export type DatabaseSource =
  | { readonly kind: 'postgres'; readonly connectionString: string }
  | { readonly kind: 'pglite'; readonly pglite: PGlite };

/** Postgres, or PGlite in the same process. */
export interface Database {
  readonly kind: 'postgres' | 'pglite';
  /** For adapters that bring their own driver (pg-boss): what to open. */
  readonly source: DatabaseSource;
  readonly drizzle: Drizzle;
  /**
   * Calls back for every NOTIFY on a channel (`[a-z_]+`), and once after every reconnect, because notices may have
   * been missed meanwhile.
   * @returns stops listening
   */
  listen(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>>;
  /** Resolves when the database answers, rejects when it does not. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
