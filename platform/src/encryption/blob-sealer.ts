import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { newId } from '../ids.ts';
import { type MaintainedStorage, PARTIAL } from '../storage/storage.ts';
import { createBlobKeys } from './blob-keys.ts';
import { headerOf, openChunks, sealChunks } from './chunks.ts';
import { EncryptionError } from './encryption-error.ts';
import { newDataKey } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';
import { findKeyId, ignoreMissing } from './open-blob.ts';

/** Encrypts blobs that were stored before there was encryption. */
export interface BlobSealer {
  /**
   * Whether a blob is stored as it is.
   *
   * @param plainBytes how many it must hold, as in `BlobStorage.read`. Left out, what begins like an encrypted blob and
   * has no key is plain: for what nobody reads any more
   * @throws BlobNotFoundError
   * @throws EncryptionError for one that begins like an encrypted one, has no key, and is not so long
   */
  isPlain(key: string, plainBytes?: number): Promise<boolean>;
  /**
   * Puts an encrypted copy in a plain blob's place. The copy is written first, then its key, then the copy is read back,
   * and only then it takes the place, in one step: whatever ends the process leaves a blob that can be read.
   *
   * Who calls this keeps the blob from being put, deleted and sealed by others meanwhile: it would not be noticed.
   *
   * @throws BlobNotFoundError
   */
  seal(key: string): Promise<void>;
  /**
   * Removes what a `seal` that was ended by force left beside a blob. None may be under way for it.
   *
   * @param names of what stood beside it at some time before; what has gone since is left alone
   */
  removeHalfSealed(key: string, names: readonly string[]): Promise<void>;
}

export function createBlobSealer(storage: MaintainedStorage, ring: KeyRing): BlobSealer {
  const keys = createBlobKeys(storage, ring);

  /** SHA-256 of what a stored copy holds, opened with its stored key. */
  async function hashOfCopy(copy: string, key: string, keyId: string): Promise<string> {
    const wrapped = await keys.find(key, keyId);
    if (!wrapped) throw new EncryptionError(`The key of the blob "${key}" is gone.`);
    const hash = createHash('sha256');
    const stored = await storage.read(copy);
    for await (const chunk of openChunks(keys.unwrap(key, keyId, wrapped), key, stored)) hash.update(chunk);
    return hash.digest('hex');
  }

  return {
    async isPlain(key, plainBytes) {
      const keyId = await findKeyId(storage, key);
      if (keyId === undefined) return true;
      if (await keys.find(key, keyId)) return false;
      if (plainBytes === undefined || (await storage.sizeBytes(key)) === plainBytes) return true;
      throw new EncryptionError(`The key of the blob "${key}" is gone.`);
    },

    async seal(key) {
      const keyId = newId();
      const copy = copyOf(key, keyId);
      const dataKey = newDataKey();
      const hash = createHash('sha256');
      const content = await storage.read(key);
      async function* sealed() {
        yield headerOf(keyId);
        yield* sealChunks(dataKey, key, hashed(content, hash));
      }
      try {
        await storage.put(copy, Readable.from(sealed()), Number.MAX_SAFE_INTEGER);
        await keys.write(key, keyId, dataKey);
        if ((await hashOfCopy(copy, key, keyId)) !== hash.digest('hex'))
          throw new EncryptionError(`The encrypted copy of the blob "${key}" does not hold what was read.`);
      } catch (error) {
        await keys.delete(key, keyId);
        await storage.delete(copy);
        throw error;
      } finally {
        content.destroy();
      }
      // Not undone where it fails, because it may have happened all the same. The next run removes what is left.
      await storage.move(copy, key);
    },

    async removeHalfSealed(key, names) {
      const current = await findKeyId(storage, key).catch(ignoreMissing);
      for (const name of names) {
        const keyId = keyIdOfCopy(key, name);
        // A copy that is gone may be in the blob's place by now, and its key the blob's.
        if (keyId === undefined || keyId === current || (await storage.sizeBytes(name)) === undefined)
          continue;
        const halfKeys = names.filter(
          (other) => other.startsWith(keys.nameOf(key, keyId)) && other.endsWith(PARTIAL),
        );
        for (const half of halfKeys) await storage.delete(half);
        await keys.delete(key, keyId);
        // The copy last: it is what the others are found by.
        await storage.delete(name);
      }
    },
  };
}

async function* hashed(content: AsyncIterable<Uint8Array>, hash: Hash) {
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
}

/** Where an encrypted copy stands until it takes the plain one's place. */
const copyOf = (key: string, keyId: string) => `${key}.${keyId}${SEALING}`;
const SEALING = '.sealing';

/** Whether something with this name is not whole, or not yet where it belongs. */
export function isUnfinished(name: string): boolean {
  return name.endsWith(PARTIAL) || name.endsWith(SEALING);
}

/** Of a name that `seal` gave to a copy, or the storage to it while it was written. */
function keyIdOfCopy(key: string, name: string): string | undefined {
  if (!name.startsWith(`${key}.`)) return undefined;
  return /^([0-9a-f-]{36})\.sealing(?:\.[0-9a-f-]{36}\.partial)?$/.exec(name.slice(key.length + 1))?.[1];
}
