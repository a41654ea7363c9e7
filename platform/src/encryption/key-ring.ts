import type { Parser } from '../environment.ts';
import { list } from '../environment.ts';
import { EncryptionError } from './encryption-error.ts';

/** A key that encrypts data keys. It is never in the database. */
export interface KeyEncryptionKey {
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

/** The key-encryption keys of an installation. */
export interface KeyRing {
  /** What is written with. */
  readonly current: KeyEncryptionKey;
  /** @throws EncryptionError for a key that was taken away */
  find(id: string): KeyEncryptionKey;
}

/** Of AES-256. */
export const KEY_BYTES = 32;

/** `ENCRYPTION_KEYS`: `id=base64,…`, 32 random bytes each; the first is written with, the others are read with. */
export const encryptionKeys: Parser<KeyRing> = (value) => {
  const keys = list(value).map(parseKey);
  const [current] = keys;
  if (!current) throw new Error('holds no key; expected id=base64, made by `openssl rand -base64 32`.');
  const byId = new Map(keys.map((key) => [key.id, key]));
  if (byId.size < keys.length) throw new Error('names a key twice.');
  return {
    current,
    find(id) {
      const key = byId.get(id);
      if (!key) throw new EncryptionError(`ENCRYPTION_KEYS has no key "${id}" any more.`);
      return key;
    },
  };
};

/** Never says what stands there: it is a secret. */
function parseKey(pair: string, index: number): KeyEncryptionKey {
  const [, id, base64] = /^([a-z0-9][a-z0-9_-]{0,31})=([A-Za-z0-9+/_-]{43}=?)$/.exec(pair) ?? [];
  const bytes = Buffer.from(base64 ?? '', 'base64');
  if (id === undefined || bytes.length !== KEY_BYTES)
    throw new Error(
      `key ${index + 1} is none; expected id=base64 of 32 bytes, made by \`openssl rand -base64 32\`.`,
    );
  return { id, bytes };
}
