import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { newId } from '../ids.ts';
import { type BlobStorage, BlobTooLargeError } from '../storage/storage.ts';
import { createBlobKeys } from './blob-keys.ts';
import { headerOf, openChunks, plainSize, sealChunks } from './chunks.ts';
import { EncryptionError } from './encryption-error.ts';
import { newDataKey } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';
import { findKeyId, ignoreMissing, openBlob } from './open-blob.ts';

/** A storage whose keys can be encrypted anew. */
export interface SealedStorage extends BlobStorage {
  /**
   * Encrypts a blob's key under the current key-encryption key; false when it was, or the blob is not encrypted.
   * @throws EncryptionError
   */
  rewrap(key: string): Promise<boolean>;
}

/**
 * Blobs that are encrypted as they are stored, each with a key of its own. The key stands beside the blob, encrypted:
 * the service that reads it is not the one that wrote it, and a new key-encryption key leaves the bytes alone. Blobs of
 * before are read as they are, and may become encrypted at any moment (`blob-sealer.ts`), but never plain again.
 *
 * What is encrypted begins with a mark and has its key beside it. Who uploads can write the mark, and not the key. A
 * mark without a key is also how a blob looks whose key was lost; but an encrypted blob is longer than what it holds, so
 * one that has exactly the bytes it must hold is plain.
 */
export function sealStorage(inner: BlobStorage, ring: KeyRing): SealedStorage {
  const keys = createBlobKeys(inner, ring);

  async function isSealed(key: string): Promise<boolean> {
    const keyId = await findKeyId(inner, key).catch(ignoreMissing);
    return keyId !== undefined && (await keys.find(key, keyId)) !== undefined;
  }
  /** @throws BlobNotFoundError, EncryptionError unless another blob has taken its place since */
  async function refuseLostKey(key: string, keyId: string): Promise<void> {
    if ((await findKeyId(inner, key)) === keyId)
      throw new EncryptionError(`The key of the blob "${key}" is gone.`);
  }

  const storage: SealedStorage = {
    async put(key, content, maximumBytes, within = (place) => place()) {
      const keyId = newId();
      let before: string | undefined;
      const dataKey = newDataKey();
      await keys.write(key, keyId, dataKey);
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
        await inner.put(key, Readable.from(sealed()), Number.MAX_SAFE_INTEGER, (place) =>
          within(async () => {
            before = await findKeyId(inner, key).catch(ignoreMissing);
            await place();
          }),
        );
      } catch (error) {
        await keys.delete(key, keyId);
        throw error;
      }
      if (before !== undefined) await keys.delete(key, before);
      return { sizeBytes, sha256: hash.digest('hex') };
    },
    async sizeBytes(key) {
      const wasSealed = await isSealed(key);
      const stored = await inner.sizeBytes(key);
      if (stored === undefined) return undefined;
      if (wasSealed) return plainSize(stored);
      return (await isSealed(key)) ? storage.sizeBytes(key) : stored;
    },
    async read(key, plainBytes) {
      const { keyId, stream } = await openBlob(inner, key);
      if (keyId === undefined) return stream;
      try {
        const wrapped = await keys.find(key, keyId);
        if (wrapped) {
          const plain = openChunks(keys.unwrap(key, keyId, wrapped), key, stream);
          return Readable.from(plain, { objectMode: false }).once('close', () => stream.destroy());
        }
        if (plainBytes !== undefined && (await inner.sizeBytes(key)) === plainBytes) return stream;
        await refuseLostKey(key, keyId);
      } catch (error) {
        stream.destroy();
        throw error;
      }
      stream.destroy();
      return storage.read(key, plainBytes);
    },
    async delete(key) {
      const keyId = await findKeyId(inner, key).catch(ignoreMissing);
      // The key first: from then on the bytes say nothing, whatever becomes of them.
      if (keyId !== undefined) await keys.delete(key, keyId);
      await inner.delete(key);
    },
    async rewrap(key) {
      const keyId = await findKeyId(inner, key).catch(ignoreMissing);
      if (keyId === undefined) return false;
      const wrapped = await keys.find(key, keyId);
      if (!wrapped) {
        await refuseLostKey(key, keyId);
        return storage.rewrap(key);
      }
      if (wrapped.keyId === ring.current.id) return false;
      await keys.write(key, keyId, keys.unwrap(key, keyId, wrapped));
      return true;
    },
  };
  return storage;
}
