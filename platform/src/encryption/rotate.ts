import type { Database } from '../database/database.ts';
import { ALL_TENANTS, withinTenants } from '../database/tenancy.ts';
import { createDataKeys, type DataKeyTable } from './data-keys.ts';
import type { KeyRing } from './key-ring.ts';
import { DATA_KEY_DAYS, openRowEncryption } from './open-encryption.ts';
import { resealRows, type SealedTable } from './reseal.ts';

/** What a rotation has done. */
export interface Rotation {
  /** Keys that were under another key-encryption key. */
  readonly keys: number;
  /** Rows that held something plain. */
  readonly rows: number;
}

/**
 * Encrypts a service's data keys under the current key-encryption key, and what was written before there was encryption.
 *
 * @param tables all that hold sealed columns
 */
export async function rotateRows(
  database: Database,
  table: DataKeyTable,
  ring: KeyRing,
  tables: readonly SealedTable[],
): Promise<Rotation> {
  const tenants = withinTenants(database, ALL_TENANTS);
  const keys = await createDataKeys(table, ring, { days: DATA_KEY_DAYS }).rewrap(tenants);
  const encryption = openRowEncryption(table, ring);
  let rows = 0;
  for (const sealed of tables) rows += await resealRows(tenants, encryption, sealed);
  return { keys, rows };
}
