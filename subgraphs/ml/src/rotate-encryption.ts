import type { Database } from '@codexcontinue/platform/database/database';
import type { KeyRing } from '@codexcontinue/platform/encryption/key-ring';
import { rotateDataKeys } from '@codexcontinue/platform/encryption/rotate';
import { dataKeys } from './data/tables.ts';

/** Encrypts ml's data keys under the current key-encryption key. @returns how many were under another */
export function rotateMlEncryption(database: Database, ring: KeyRing): Promise<number> {
  return rotateDataKeys(database, dataKeys, ring);
}
