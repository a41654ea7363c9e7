import type { Database } from '@codexcontinue/platform/database/database';
import type { KeyRing } from '@codexcontinue/platform/encryption/key-ring';
import { type Rotation, rotateRows } from '@codexcontinue/platform/encryption/rotate';
import type { MaintainedStorage } from '@codexcontinue/platform/storage/storage';
import { SEALED_TABLES } from './data/sealed-tables.ts';
import { dataKeys } from './data/tables.ts';
import { type RotatedFiles, rotateFiles } from './rotate-files.ts';

/** What a rotation of business has done; keys of files are counted among the keys. */
export interface BusinessRotation extends Rotation {
  readonly files: RotatedFiles;
}

/**
 * Encrypts business's data keys, and those of all files, under the current key-encryption key, and the rows and files
 * that were written before there was encryption. It can be broken off and run again.
 *
 * @param options.alone whether no service runs meanwhile
 */
export async function rotateBusinessEncryption(
  database: Database,
  storage: MaintainedStorage,
  ring: KeyRing,
  options: { readonly alone: boolean },
): Promise<BusinessRotation> {
  const { keys, rows } = await rotateRows(database, dataKeys, ring, SEALED_TABLES);
  const files = await rotateFiles(database, storage, ring, options);
  return { keys: keys + files.rewrapped, rows, files };
}
