import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { BlobNotFoundError, type BlobStorage } from '../storage/storage.ts';
import { EncryptionError } from './encryption-error.ts';
import { unwrapKey, type WrappedKey, wrapKey } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';

/** The keys of encrypted blobs: each in a blob beside the one it opens, encrypted and bound to both names. */
export interface BlobKeys {
  /** Under which a key is stored. */
  nameOf(key: string, keyId: string): string;
  write(key: string, keyId: string, dataKey: Buffer): Promise<void>;
  /** Undefined where there is none. @throws EncryptionError */
  find(key: string, keyId: string): Promise<WrappedKey | undefined>;
  /** @throws EncryptionError */
  unwrap(key: string, keyId: string, wrapped: WrappedKey): Buffer;
  delete(key: string, keyId: string): Promise<void>;
}

const MAXIMUM_BYTES = 4_096;

export function createBlobKeys(storage: BlobStorage, ring: KeyRing): BlobKeys {
  const nameOf = (key: string, keyId: string) => `${key}.${keyId}.key`;
  const placeOf = (key: string, keyId: string) => ['blob', key, keyId];
  return {
    nameOf,
    async write(key, keyId, dataKey) {
      const text = JSON.stringify(wrapKey(ring, dataKey, placeOf(key, keyId)));
      await storage.put(nameOf(key, keyId), Readable.from([Buffer.from(text)]), MAXIMUM_BYTES);
    },
    async find(key, keyId) {
      try {
        const text = await buffer(await storage.read(nameOf(key, keyId)));
        return JSON.parse(text.toString('utf8')) as WrappedKey;
      } catch (error) {
        if (error instanceof BlobNotFoundError) return undefined;
        if (!(error instanceof SyntaxError)) throw error;
        throw new EncryptionError(`The key of the blob "${key}" is not as it was written.`, { cause: error });
      }
    },
    unwrap: (key, keyId, wrapped) => unwrapKey(ring, wrapped, placeOf(key, keyId)),
    delete: (key, keyId) => storage.delete(nameOf(key, keyId)),
  };
}
