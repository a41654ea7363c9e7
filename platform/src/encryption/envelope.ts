import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { EncryptionError } from './encryption-error.ts';
import { KEY_BYTES, type KeyEncryptionKey, type KeyRing } from './key-ring.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const SALT_BYTES = 16;

/** Where something stands. What is moved elsewhere does not open. */
export type Place = readonly string[];

/** A data key, encrypted under a key-encryption key. */
export interface WrappedKey {
  /** Of the key-encryption key. */
  readonly keyId: string;
  /** Base64url. */
  readonly wrapped: string;
}

/** JSON keeps apart what a joined text would not: `["a,b"]` and `["a","b"]`. */
const additionalData = (place: Place) => Buffer.from(JSON.stringify(place), 'utf8');

/**
 * AES-256-GCM with a random nonce (NIST SP 800-38D, 8.2.2: at most 2^32 texts under one key). Nonce, ciphertext, tag.
 */
export function seal(key: Buffer, plain: Buffer, place: Place): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(additionalData(place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws EncryptionError when it is not what was sealed with this key for this place */
export function open(key: Buffer, sealed: Buffer, place: Place): Buffer {
  try {
    const end = sealed.length - TAG_BYTES;
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(additionalData(place));
    decipher.setAuthTag(sealed.subarray(end));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()]);
  } catch (error) {
    throw new EncryptionError(`What is stored at ${place.join(' / ')} is not what was written there.`, {
      cause: error,
    });
  }
}

export const newDataKey = (): Buffer => randomBytes(KEY_BYTES);

export function wrapKey(ring: KeyRing, dataKey: Buffer, place: Place): WrappedKey {
  const { id, bytes } = ring.current;
  return { keyId: id, wrapped: seal(bytes, dataKey, ['key', id, ...place]).toString('base64url') };
}

/** @throws EncryptionError */
export function unwrapKey(ring: KeyRing, { keyId, wrapped }: WrappedKey, place: Place): Buffer {
  const { bytes } = ring.find(keyId);
  return open(bytes, Buffer.from(wrapped, 'base64url'), ['key', keyId, ...place]);
}

/**
 * Seals what does not live long and is read by another service, without a data key of its own: `keyId.base64url`. Each
 * has a key derived for it (HKDF, RFC 5869, with a random salt), so that the limit of texts under one key is not met.
 */
export function sealDirectly(ring: KeyRing, text: string, place: Place): string {
  const salt = randomBytes(SALT_BYTES);
  const sealed = seal(derived(ring.current, salt), Buffer.from(text, 'utf8'), place);
  return `${ring.current.id}.${Buffer.concat([salt, sealed]).toString('base64url')}`;
}

/** @throws EncryptionError */
export function openDirectly(ring: KeyRing, text: string, place: Place): string {
  const dot = text.indexOf('.');
  const bytes = Buffer.from(text.slice(dot + 1), 'base64url');
  const key = derived(ring.find(text.slice(0, dot)), bytes.subarray(0, SALT_BYTES));
  return open(key, bytes.subarray(SALT_BYTES), place).toString('utf8');
}

function derived({ bytes }: KeyEncryptionKey, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', bytes, salt, 'codexcontinue direct', KEY_BYTES));
}
