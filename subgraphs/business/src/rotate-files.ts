import type { Database, Transaction } from '@codexcontinue/platform/database/database';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import {
  type BlobSealer,
  createBlobSealer,
  isUnfinished,
} from '@codexcontinue/platform/encryption/blob-sealer';
import { EncryptionError } from '@codexcontinue/platform/encryption/encryption-error';
import type { KeyRing } from '@codexcontinue/platform/encryption/key-ring';
import { type SealedStorage, sealStorage } from '@codexcontinue/platform/encryption/sealed-storage';
import { BlobNotFoundError, type MaintainedStorage } from '@codexcontinue/platform/storage/storage';
import { asc, eq, gt } from 'drizzle-orm';
import { blobKeyOf, UPLOADS_FOLDER } from './data/documents-store.ts';
import { document, upload } from './data/tables.ts';
import { mayBeArriving, useOfFile } from './domain/stored-files.ts';

/** What a rotation has done to files. */
export interface RotatedFiles {
  /** Whose keys were under another key-encryption key. */
  rewrapped: number;
  /** That were plain and are encrypted. */
  sealed: number;
  /** Of documents that had been deleted without them. */
  removed: number;
  /** Left as they are, because they may be written at this moment. */
  underWay: number;
  /** Documents whose file is not there. */
  readonly missing: string[];
  /** Documents and uploads whose file cannot be read, and why. */
  readonly unreadable: { readonly id: string; readonly reason: string }[];
}

interface Tools {
  readonly storage: MaintainedStorage;
  readonly sealed: SealedStorage;
  readonly sealer: BlobSealer;
  readonly alone: boolean;
  readonly files: RotatedFiles;
}

const BATCH = 500;

/**
 * Encrypts the keys of all files under the current key-encryption key, and files that were stored before there was
 * encryption. It can be broken off and run again, and everything may run meanwhile.
 *
 * @param options.alone nothing else runs: what is half written is nobody's, and no upload is under way
 */
export async function rotateFiles(
  database: Database,
  storage: MaintainedStorage,
  ring: KeyRing,
  { alone }: { readonly alone: boolean },
): Promise<RotatedFiles> {
  const files: RotatedFiles = {
    rewrapped: 0,
    sealed: 0,
    removed: 0,
    underWay: 0,
    missing: [],
    unreadable: [],
  };
  const tools: Tools = {
    storage,
    sealed: sealStorage(storage, ring),
    sealer: createBlobSealer(storage, ring),
    alone,
    files,
  };
  const tenants = withinTenants(database, ALL_TENANTS);
  const leftovers = await findLeftovers(storage);
  for await (const id of uploadIds(database)) {
    const names = leftovers.get(blobKeyOf(id)) ?? [];
    leftovers.delete(blobKeyOf(id));
    await tenants.run((transaction) => rotateFile(transaction, id, names, tools));
  }
  // Of uploads that began since, or that no row tells of: nobody seals those.
  for (const [key, names] of leftovers) await removeLeftovers(key, names, alone, tools);
  return files;
}

/**
 * Within a transaction that locks upload and document: neither is the upload completed nor the document deleted before the
 * file is in its place, and of two rotations one waits. It holds for as long as the file is read and written twice, 50 MiB
 * at most.
 */
async function rotateFile(transaction: Transaction, id: string, names: readonly string[], tools: Tools) {
  const { sealed, sealer, storage, alone, files } = tools;
  const key = blobKeyOf(id);
  const [row] = await transaction.select().from(upload).where(eq(upload.id, id)).for('no key update');
  if (!row) return;
  const owned = await transaction
    .select({ id: document.id })
    .from(document)
    .where(eq(document.id, id))
    .for('no key update');
  const now = new Date();
  const use = useOfFile({ ...row, hasDocument: owned.length > 0 }, now);
  try {
    await removeLeftovers(key, names, alone || !mayBeArriving(row, now), tools);
    if (use === 'deleted') {
      if ((await storage.sizeBytes(key)) === undefined) return;
      await sealed.delete(key);
      files.removed += 1;
    } else if (!(await sealer.isPlain(key, use === 'document' ? row.size : undefined))) {
      if (await sealed.rewrap(key)) files.rewrapped += 1;
    } else if (use === 'under way' && !alone) {
      files.underWay += 1;
    } else {
      await sealer.seal(key);
      files.sealed += 1;
    }
  } catch (error) {
    if (error instanceof EncryptionError) files.unreadable.push({ id, reason: error.message });
    else if (!(error instanceof BlobNotFoundError)) throw error;
    else if (use === 'document') files.missing.push(id);
  }
}

/** @param isOver whether nobody can be sending the file any more */
async function removeLeftovers(
  key: string,
  names: readonly string[],
  isOver: boolean,
  { storage, sealer, files }: Tools,
): Promise<void> {
  await sealer.removeHalfSealed(key, names);
  for (const name of names) {
    if ((await storage.sizeBytes(name)) === undefined) continue;
    if (isOver) await storage.delete(name);
    else files.underWay += 1;
  }
}

/** What is not whole, by the blob it stands beside. */
async function findLeftovers(storage: MaintainedStorage): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for await (const name of storage.list(UPLOADS_FOLDER)) {
    if (!isUnfinished(name)) continue;
    const key = name.slice(0, name.indexOf('.'));
    found.set(key, [...(found.get(key) ?? []), name]);
  }
  return found;
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
