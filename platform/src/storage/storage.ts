import type { Readable } from 'node:stream';

/** Where the bytes of uploaded files live. Keys are made by us (`[a-z0-9/_.-]+`), never taken from a person. */
export interface BlobStorage {
  /**
   * Stores a stream under a key, whole or not at all: readers never see a part of it.
   * @param maximumBytes more than that is refused
   * @param within called when everything has arrived, with what puts it in its place. It calls that, or throws: then
   * nothing is stored, and what was there stays. For who must know that it may still be put there
   * @returns how many bytes were stored and their SHA-256 (lower-case hexadecimal)
   * @throws BlobTooLargeError
   */
  put(
    key: string,
    content: Readable,
    maximumBytes: number,
    within?: Placing,
  ): Promise<{ sizeBytes: number; sha256: string }>;
  /** The size in bytes, or undefined where nothing is stored under the key. */
  sizeBytes(key: string): Promise<number | undefined>;
  /**
   * @param plainBytes how many there must be, where the caller knows: an encrypting storage tells by it a plain blob of
   * before that happens to begin like an encrypted one. No other storage heeds it.
   * @throws BlobNotFoundError
   */
  read(key: string, plainBytes?: number): Promise<Readable>;
  /** Deletes a blob; deleting what is not there does nothing. */
  delete(key: string): Promise<void>;
}

/** Decides whether, and within what, a blob comes into its place. */
export type Placing = (place: () => Promise<void>) => Promise<void>;

/** A storage in which one can look around and put things elsewhere: for its upkeep, not for serving files. */
export interface MaintainedStorage extends BlobStorage {
  /**
   * The keys of everything below a folder, in no order: also of what is being written, and of what was when a process
   * was killed; those end with `PARTIAL` and can be deleted like any other.
   */
  list(folder: string): AsyncIterable<string>;
  /**
   * Puts a blob in the place of another, or in a free one, in one step: a reader and a power cut find the one or the
   * other, and what was stored before it stays stored.
   * @throws BlobNotFoundError
   */
  move(from: string, to: string): Promise<void>;
}

/** Ends the key of what is not whole. */
export const PARTIAL = '.partial';

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
