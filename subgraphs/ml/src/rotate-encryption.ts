import type { Database } from '@codexcontinue/platform/database/database';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import type { KeyRing } from '@codexcontinue/platform/encryption/key-ring';
import { openRowEncryption } from '@codexcontinue/platform/encryption/open-encryption';
import { type Rotation, rotateRows } from '@codexcontinue/platform/encryption/rotate';
import { hashPlainPostings } from './data/hash-postings.ts';
import { SEALED_TABLES } from './data/sealed-tables.ts';
import { dataKeys } from './data/tables.ts';

/** Encrypts ml's data keys under the current key-encryption key, and what was written before there was encryption. */
export async function rotateMlEncryption(database: Database, ring: KeyRing): Promise<Rotation> {
  const { keys, rows } = await rotateRows(database, dataKeys, ring, SEALED_TABLES);
  const everything = withinTenants(database, ALL_TENANTS);
  const words = await hashPlainPostings(everything, openRowEncryption(dataKeys, ring));
  return { keys, rows: rows + words };
}
