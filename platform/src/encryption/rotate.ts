import type { Database } from '../database/database.ts';
import { ALL_TENANTS, withinTenants } from '../database/tenancy.ts';
import { createDataKeys, type DataKeyTable } from './data-keys.ts';
import type { KeyRing } from './key-ring.ts';
import { DATA_KEY_DAYS } from './open-encryption.ts';

/** Encrypts a service's data keys under the current key-encryption key. @returns how many were under another */
export function rotateDataKeys(database: Database, table: DataKeyTable, ring: KeyRing): Promise<number> {
  const keys = createDataKeys(table, ring, { days: DATA_KEY_DAYS });
  return keys.rewrap(withinTenants(database, ALL_TENANTS));
}
