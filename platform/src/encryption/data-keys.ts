import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { index, type PgSchema, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Transaction } from '../database/database.ts';
import { type TenantDatabase, tenantPolicy } from '../database/tenancy.ts';
import { newId } from '../ids.ts';
import { EncryptionError } from './encryption-error.ts';
import { newDataKey, type Place, unwrapKey, wrapKey } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';

/** A service's table of data keys, each encrypted. Deleting a workspace's makes what it wrote unreadable. */
export function dataKeyTable(schema: PgSchema) {
  return schema.table(
    'data_key',
    {
      id: uuid().primaryKey(),
      workspaceId: uuid('workspace_id').notNull(),
      /** `data` encrypts rows and is replaced in time; `terms` hashes the words of the index and stays. */
      purpose: text({ enum: ['data', 'terms'] }).notNull(),
      /** Of the key-encryption key. */
      keyId: text('key_id').notNull(),
      wrapped: text().notNull(),
      createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull().defaultNow(),
    },
    (table) => [
      index('data_key_workspace').on(table.workspaceId, table.purpose, table.createdAt),
      uniqueIndex('data_key_terms').on(table.workspaceId).where(sql`purpose = 'terms'`),
      tenantPolicy(table.workspaceId),
    ],
  );
}

export type DataKeyTable = ReturnType<typeof dataKeyTable>;

/** A data key that can be used. */
export interface DataKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** The data keys of one service. Every method reads and writes in the transaction given. */
export interface DataKeys {
  /** What a workspace writes with: its newest, or a new one when there is none or it has become old. */
  current(transaction: Transaction, workspaceId: string): Promise<DataKey>;
  /** What hashes a workspace's terms; undefined while nothing is indexed with it. */
  findTerms(transaction: Transaction, workspaceId: string): Promise<DataKey | undefined>;
  /** The same, made on first use. */
  makeTerms(transaction: Transaction, workspaceId: string): Promise<DataKey>;
  /** Keys by id, for reading. Those that are not there are left out. */
  find(transaction: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, Buffer>>;
  /** Encrypts every key under the current key-encryption key. @returns how many were under another */
  rewrap(tenants: TenantDatabase): Promise<number>;
}

/** Unwrapped keys that are held; more are unwrapped again. */
const HELD_KEYS = 10_000;
const DAY_MILLISECONDS = 86_400_000;

/** @param options.days after how many a workspace gets a new data key with its next write */
export function createDataKeys(
  table: DataKeyTable,
  ring: KeyRing,
  options: { readonly days: number },
): DataKeys {
  type Row = typeof table.$inferSelect;
  const held = new Map<string, Buffer>();
  const placeOf = (row: Pick<Row, 'workspaceId' | 'purpose' | 'id'>): Place => [
    row.workspaceId,
    row.purpose,
    row.id,
  ];

  function unwrap(row: Row): DataKey {
    const bytes = held.get(row.id) ?? unwrapKey(ring, row, placeOf(row));
    // A key never changes, only its wrapping. A row that was rolled back leaves one that nobody asks for.
    if (held.size >= HELD_KEYS) held.clear();
    held.set(row.id, bytes);
    return { id: row.id, bytes };
  }

  async function newest(transaction: Transaction, workspaceId: string, purpose: Row['purpose']) {
    const [row] = await transaction
      .select()
      .from(table)
      .where(and(eq(table.workspaceId, workspaceId), eq(table.purpose, purpose)))
      .orderBy(desc(table.createdAt), desc(table.id))
      .limit(1);
    return row;
  }

  async function findTerms(transaction: Transaction, workspaceId: string) {
    const row = await newest(transaction, workspaceId, 'terms');
    return row && unwrap(row);
  }

  async function make(transaction: Transaction, workspaceId: string, purpose: Row['purpose']) {
    const place = { id: newId(), workspaceId, purpose };
    const values = { ...place, ...wrapKey(ring, newDataKey(), placeOf(place)) };
    // Two at once may make two `data` keys, and both are good; of `terms` the database keeps one.
    const [made] = await transaction.insert(table).values(values).onConflictDoNothing().returning();
    const row = made ?? (await newest(transaction, workspaceId, purpose));
    if (!row) throw new EncryptionError('A data key was not stored.');
    return unwrap(row);
  }

  return {
    async current(transaction, workspaceId) {
      const row = await newest(transaction, workspaceId, 'data');
      const isFresh = row && Date.now() - row.createdAt.getTime() < options.days * DAY_MILLISECONDS;
      return isFresh ? unwrap(row) : make(transaction, workspaceId, 'data');
    },
    findTerms,
    async makeTerms(transaction, workspaceId) {
      return (await findTerms(transaction, workspaceId)) ?? make(transaction, workspaceId, 'terms');
    },
    async find(transaction, ids) {
      const found = new Map<string, Buffer>();
      const missing = ids.filter((id) => {
        const bytes = held.get(id);
        if (bytes) found.set(id, bytes);
        return !bytes;
      });
      if (missing.length === 0) return found;
      const rows = await transaction.select().from(table).where(inArray(table.id, missing));
      for (const row of rows) found.set(row.id, unwrap(row).bytes);
      return found;
    },
    rewrap: (tenants) =>
      tenants.run(async (transaction) => {
        const rows = await transaction.select().from(table).for('update');
        const old = rows.filter(({ keyId }) => keyId !== ring.current.id);
        for (const row of old) {
          const wrapped = wrapKey(ring, unwrapKey(ring, row, placeOf(row)), placeOf(row));
          await transaction.update(table).set(wrapped).where(eq(table.id, row.id));
        }
        return old.length;
      }),
  };
}
