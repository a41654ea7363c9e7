import type { Database } from '@codexcontinue/platform/database/database';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import type { KeyRing } from '@codexcontinue/platform/encryption/key-ring';
import { type Rotation, rotateRows } from '@codexcontinue/platform/encryption/rotate';
import { sealStorage } from '@codexcontinue/platform/encryption/sealed-storage';
import type { BlobStorage } from '@codexcontinue/platform/storage/storage';
import { asc, gt } from 'drizzle-orm';
import { blobKeyOf } from './data/documents-store.ts';
import { SEALED_TABLES } from './data/sealed-tables.ts';
import { dataKeys, upload } from './data/tables.ts';

const BATCH = 500;

/**
 * Encrypts business's data keys, and those of all files, under the current key-encryption key, and the rows that were
 * written before there was encryption. It can be broken off and run again.
 */
export async function rotateBusinessEncryption(
  database: Database,
  storage: BlobStorage,
  ring: KeyRing,
): Promise<Rotation> {
  const sealed = sealStorage(storage, ring);
  const { keys, rows } = await rotateRows(database, dataKeys, ring, SEALED_TABLES);
  let files = 0;
  for await (const id of uploadIds(database)) if (await sealed.rewrap(blobKeyOf(id))) files += 1;
  return { keys: keys + files, rows };
}

async function* uploadIds(database: Database): AsyncGenerator<string> {
  const tenants = withinTenants(database, ALL_TENANTS);
  let after: string | undefined;
  for (;;) {
    const from = after;
    const rows = await tenants.run((transaction) =>
      transaction
        .select({ id: upload.id })
        .from(upload)
        .where(from === undefined ? undefined : gt(upload.id, from))
        .orderBy(asc(upload.id))
        .limit(BATCH),
    );
    for (const { id } of rows) yield id;
    after = rows.at(-1)?.id;
    if (rows.length < BATCH) return;
  }
}
