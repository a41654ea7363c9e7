import { type AnyColumn, and, asc, eq, getTableColumns, gt, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { TenantDatabase } from '../database/tenancy.ts';
import { isSealed, type RowEncryption, type SealedColumns } from './row-encryption.ts';

/** A table whose rows hold sealed columns. */
export interface SealedTable {
  readonly table: PgTable & { readonly id: AnyPgColumn };
  /** What the encryption of its rows is bound to. */
  readonly name: string;
  readonly columns: SealedColumns<Record<string, unknown>>;
  /** Whose key a row is sealed with; its workspace's when left out. */
  readonly ownerOf?: (row: Readonly<Record<string, unknown>>) => string;
}

const BATCH = 200;

/**
 * Seals what was written before there was encryption. It can be broken off and run again, and everything may run
 * meanwhile: a value that has changed since it was read is left alone, because whoever changed it sealed it.
 *
 * @returns how many rows held something plain
 */
export async function resealRows(
  tenants: TenantDatabase,
  encryption: RowEncryption,
  sealed: SealedTable,
): Promise<number> {
  const { table, columns } = sealed;
  const names = Object.keys(columns);
  const ownerOf = sealed.ownerOf ?? ((row) => String(row.workspaceId));
  const all = getTableColumns(table) as Record<string, AnyColumn>;
  let changed = 0;
  for (let after: string | undefined; ; ) {
    const from = after;
    const rows = (await tenants.run((transaction) =>
      transaction
        .select()
        .from(table)
        .where(from === undefined ? undefined : gt(table.id, from))
        .orderBy(asc(table.id))
        .limit(BATCH),
    )) as Record<string, unknown>[];
    for (const row of rows) {
      const plain = names.filter((name) => isPlain(row[name]));
      if (plain.length === 0) continue;
      changed += 1;
      await tenants.run(async (transaction) => {
        const workspaceId = ownerOf(row);
        const seal = await encryption.sealer(transaction, workspaceId);
        const kinds = Object.fromEntries(plain.map((name) => [name, columns[name]]));
        const values = Object.fromEntries(plain.map((name) => [name, row[name]]));
        const place = { table: sealed.name, id: String(row.id), workspaceId };
        const stored = seal(place, kinds, values) as Record<string, unknown>;
        const unchanged = plain.map((name) => isStill(all[name] as AnyColumn, columns[name], row[name]));
        await transaction
          .update(table)
          .set(stored as never)
          .where(and(eq(table.id, row.id), ...unchanged));
      });
    }
    after = rows.at(-1)?.id as string | undefined;
    if (rows.length < BATCH) return changed;
  }
}

/** Null and empty say nothing. */
function isPlain(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '' && !isSealed(value);
}

function isStill(column: AnyColumn, kind: 'text' | 'json' | undefined, value: unknown): SQL {
  return kind === 'json' ? sql`${column} = ${JSON.stringify(value)}::jsonb` : eq(column, value);
}
