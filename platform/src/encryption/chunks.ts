import { createCipheriv, createDecipheriv } from 'node:crypto';
import { EncryptionError } from './encryption-error.ts';

/** Begins every encrypted blob; the id of its key follows, 16 bytes. */
const MAGIC = Buffer.from('\u0001CCBLOB1', 'latin1');
export const HEADER_BYTES = MAGIC.length + 16;
/** Of plain bytes. Each chunk opens by itself: a range needs only those it touches. */
export const CHUNK_BYTES = 65_536;
const TAG_BYTES = 16;

export function headerOf(keyId: string): Buffer {
  return Buffer.concat([MAGIC, Buffer.from(keyId.replaceAll('-', ''), 'hex')]);
}

/** Undefined for bytes that do not begin as an encrypted blob does. */
export function keyIdOf(begin: Buffer): string | undefined {
  if (begin.length < HEADER_BYTES || !begin.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const hex = begin.subarray(MAGIC.length, HEADER_BYTES).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** How many plain bytes are in an encrypted blob of so many. */
export function plainSize(storedBytes: number): number {
  const body = storedBytes - HEADER_BYTES;
  return body - Math.ceil(body / (CHUNK_BYTES + TAG_BYTES)) * TAG_BYTES;
}

/**
 * The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce is the chunk's number and whether it is
 * the last, so that none can be cut off, added or moved. The key must serve one blob only.
 */
function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 7);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

/** @param key of the blob, not of the cipher: bound to what is sealed */
export async function* sealChunks(dataKey: Buffer, key: string, plain: AsyncIterable<Uint8Array>) {
  for await (const { chunk, index, isLast } of inChunks(plain, CHUNK_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', dataKey, nonceOf(index, isLast));
    cipher.setAAD(Buffer.from(key, 'utf8'));
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  }
}

/** @throws EncryptionError at the first chunk that is not as it was written; those before it were */
export async function* openChunks(dataKey: Buffer, key: string, stored: AsyncIterable<Uint8Array>) {
  for await (const { chunk, index, isLast } of inChunks(withoutHeader(stored), CHUNK_BYTES + TAG_BYTES)) {
    yield openChunk(dataKey, key, chunk, index, isLast);
  }
}

function openChunk(dataKey: Buffer, key: string, chunk: Buffer, index: number, isLast: boolean): Buffer {
  try {
    const end = chunk.length - TAG_BYTES;
    const decipher = createDecipheriv('aes-256-gcm', dataKey, nonceOf(index, isLast), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(key, 'utf8'));
    decipher.setAuthTag(chunk.subarray(end));
    return Buffer.concat([decipher.update(chunk.subarray(0, end)), decipher.final()]);
  } catch (error) {
    throw new EncryptionError(`Chunk ${index} of the blob "${key}" is not as it was written.`, {
      cause: error,
    });
  }
}

/** Chunks of one size; the last, which there always is, may be shorter. */
async function* inChunks(source: AsyncIterable<Uint8Array>, size: number) {
  let parts: Uint8Array[] = [];
  let length = 0;
  let index = 0;
  for await (const part of source) {
    parts.push(part);
    length += part.length;
    // One more byte than a chunk: only then it is not the last.
    if (length <= size) continue;
    let rest = Buffer.concat(parts);
    while (rest.length > size) {
      yield { chunk: rest.subarray(0, size), index, isLast: false };
      index += 1;
      rest = rest.subarray(size);
    }
    parts = [rest];
    length = rest.length;
  }
  yield { chunk: Buffer.concat(parts), index, isLast: true };
}

async function* withoutHeader(source: AsyncIterable<Uint8Array>) {
  let skip = HEADER_BYTES;
  for await (const part of source) {
    if (skip >= part.length) skip -= part.length;
    else {
      yield part.subarray(skip);
      skip = 0;
    }
  }
}
