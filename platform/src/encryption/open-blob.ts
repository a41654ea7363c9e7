import type { Readable } from 'node:stream';
import { peek } from '../storage/peek.ts';
import { BlobNotFoundError, type BlobStorage } from '../storage/storage.ts';
import { HEADER_BYTES, keyIdOf } from './chunks.ts';

/**
 * A blob as it is stored, and the id of the key it says to be encrypted with; undefined where it does not begin like an
 * encrypted one. Opened once: what is put in its place meanwhile changes neither.
 *
 * @throws BlobNotFoundError
 */
export async function openBlob(
  storage: BlobStorage,
  key: string,
): Promise<{ readonly keyId: string | undefined; readonly stream: Readable }> {
  const { begin, whole } = await peek(await storage.read(key), HEADER_BYTES);
  return { keyId: keyIdOf(begin), stream: whole };
}

/** The same id alone. @throws BlobNotFoundError */
export async function findKeyId(storage: BlobStorage, key: string): Promise<string | undefined> {
  const { keyId, stream } = await openBlob(storage, key);
  stream.destroy();
  return keyId;
}

/** For `catch`: nothing, where nothing is stored. */
export function ignoreMissing(error: unknown): undefined {
  if (error instanceof BlobNotFoundError) return undefined;
  throw error;
}
