import type { Readable } from 'node:stream';

/** Where the bytes of uploaded files live. Keys are made by us (`[a-z0-9/_.-]+`), never taken from a person. */
export interface BlobStorage {
  /**
   * Stores a stream under a key, whole or not at all: readers never see a part of it.
   * @param maximumBytes more than that is refused
   * @returns how many bytes were stored and their SHA-256 (lower-case hexadecimal)
   * @throws BlobTooLargeError
   */
  put(key: string, content: Readable, maximumBytes: number): Promise<{ sizeBytes: number; sha256: string }>;
  /** The size in bytes, or undefined where nothing is stored under the key. */
  sizeBytes(key: string): Promise<number | undefined>;
  /** @throws BlobNotFoundError */
  read(key: string): Promise<Readable>;
  /** Deletes a blob; deleting what is not there does nothing. */
  delete(key: string): Promise<void>;
}

/** More bytes arrived than are allowed; nothing was stored. */
export class BlobTooLargeError extends Error {
  override readonly name = 'BlobTooLargeError';
  readonly maximumBytes: number;
  constructor(maximumBytes: number) {
    super(`More than ${maximumBytes} bytes arrived.`);
    this.maximumBytes = maximumBytes;
  }
}

/** Nothing is stored under the key. */
export class BlobNotFoundError extends Error {
  override readonly name = 'BlobNotFoundError';
  constructor(key: string) {
    super(`Nothing is stored under "${key}".`);
  }
}
