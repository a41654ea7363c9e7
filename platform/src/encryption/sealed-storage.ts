import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { isId, newId } from '../ids.ts';
import { BlobNotFoundError, type BlobStorage, BlobTooLargeError } from '../storage/storage.ts';
import { HEADER_BYTES, headerOf, keyIdOf, openChunks, plainSize, sealChunks } from './chunks.ts';
import { EncryptionError } from './encryption-error.ts';
import { newDataKey, unwrapKey, type WrappedKey, wrapKey } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';

/** A storage whose keys can be encrypted anew. */
export interface SealedStorage extends BlobStorage {
  /** Encrypts a blob's key under the current key-encryption key; false when it was, or the blob is not encrypted. */
  rewrap(key: string): Promise<boolean>;
}

const MAXIMUM_KEY_FILE_BYTES = 4_096;

/**
 * Blobs that are encrypted as they are stored, each with a key of its own. The key stands beside the blob, encrypted:
 * the service that reads it is not the one that wrote it, and a new key-encryption key leaves the bytes alone. Blobs of
 * before are read as they are.
 */
export function sealStorage(inner: BlobStorage, ring: KeyRing): SealedStorage {
  const keyFileOf = (key: string, keyId: string) => `${key}.${keyId}.key`;
  const placeOf = (key: string, keyId: string) => ['blob', key, keyId];

  /** The id of the key a blob is encrypted with; undefined for one that is not. @throws BlobNotFoundError */
  async function findKeyId(key: string): Promise<string | undefined> {
    const stream = await inner.read(key);
    const begin = await readUpTo(stream, HEADER_BYTES);
    stream.destroy();
    return keyIdOf(begin);
  }
  async function readKey(key: string, keyId: string): Promise<WrappedKey> {
    const text = await inner.read(keyFileOf(key, keyId)).then(
      (stream) => readUpTo(stream, MAXIMUM_KEY_FILE_BYTES),
      (error: unknown) => {
        if (!(error instanceof BlobNotFoundError)) throw error;
        throw new EncryptionError(`The key of the blob "${key}" is gone.`, { cause: error });
      },
    );
    return JSON.parse(text.toString('utf8')) as WrappedKey;
  }
  const writeKey = (key: string, keyId: string, wrapped: WrappedKey) =>
    inner.put(
      keyFileOf(key, keyId),
      Readable.from([Buffer.from(JSON.stringify(wrapped))]),
      MAXIMUM_KEY_FILE_BYTES,
    );

  return {
    async put(key, content, maximumBytes) {
      const keyId = newId();
      const before = await findKeyId(key).catch(ignoreMissing);
      const dataKey = newDataKey();
      await writeKey(key, keyId, wrapKey(ring, dataKey, placeOf(key, keyId)));
      const hash = createHash('sha256');
      let sizeBytes = 0;
      async function* measured() {
        for await (const chunk of content as AsyncIterable<Uint8Array>) {
          sizeBytes += chunk.length;
          if (sizeBytes > maximumBytes) throw new BlobTooLargeError(maximumBytes);
          hash.update(chunk);
          yield chunk;
        }
      }
      async function* sealed() {
        yield headerOf(keyId);
        yield* sealChunks(dataKey, key, measured());
      }
      try {
        await inner.put(key, Readable.from(sealed()), Number.MAX_SAFE_INTEGER);
      } catch (error) {
        await inner.delete(keyFileOf(key, keyId));
        throw error;
      }
      if (before !== undefined) await inner.delete(keyFileOf(key, before));
      return { sizeBytes, sha256: hash.digest('hex') };
    },
    async sizeBytes(key) {
      const stored = await inner.sizeBytes(key);
      if (stored === undefined) return undefined;
      const keyId = await findKeyId(key).catch(ignoreMissing);
      return keyId === undefined ? stored : plainSize(stored);
    },
    async read(key) {
      const keyId = await findKeyId(key);
      if (keyId === undefined) return inner.read(key);
      const dataKey = unwrapKey(ring, await readKey(key, keyId), placeOf(key, keyId));
      const stream = await inner.read(key);
      return Readable.from(openChunks(dataKey, key, stream), { objectMode: false });
    },
    async delete(key) {
      const keyId = await findKeyId(key).catch(ignoreMissing);
      // The key first: from then on the bytes say nothing, whatever becomes of them.
      if (keyId !== undefined) await inner.delete(keyFileOf(key, keyId));
      await inner.delete(key);
    },
    async rewrap(key) {
      const keyId = await findKeyId(key).catch(ignoreMissing);
      if (keyId === undefined || !isId(keyId)) return false;
      const wrapped = await readKey(key, keyId);
      if (wrapped.keyId === ring.current.id) return false;
      const place = placeOf(key, keyId);
      await writeKey(key, keyId, wrapKey(ring, unwrapKey(ring, wrapped, place), place));
      return true;
    },
  };
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof BlobNotFoundError) return undefined;
  throw error;
}

async function readUpTo(stream: Readable, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= bytes) break;
  }
  return Buffer.concat(chunks).subarray(0, bytes);
}
