import { createDataKeys, type DataKeyTable } from './data-keys.ts';
import type { KeyRing } from './key-ring.ts';
import { createRowEncryption, PLAIN_ROWS, type RowEncryption } from './row-encryption.ts';

/** After so long a workspace's next write gets a new data key; what is written stays under its own. */
export const DATA_KEY_DAYS = 90;

/** The row encryption of one service: with its table of data keys, or none where there is no key. */
export function openRowEncryption(table: DataKeyTable, ring: KeyRing | undefined): RowEncryption {
  return ring ? createRowEncryption(createDataKeys(table, ring, { days: DATA_KEY_DAYS })) : PLAIN_ROWS;
}
