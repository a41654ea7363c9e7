/** Keeps documents that clients have sent once, to be named by their hash afterwards. */
export interface DocumentStore {
  /** @param hash SHA-256 in hexadecimal; never rejects: what cannot be found out is not there */
  get(hash: string): Promise<string | undefined>;
  /** Never rejects: what cannot be kept is sent again. */
  set(hash: string, text: string): Promise<void>;
  close(): Promise<void>;
}

/** How much is kept of what anybody may send. */
export interface DocumentLimits {
  /** Beyond them the ones that were used longest ago are let go. */
  readonly documents: number;
  /** Longer ones are not kept. */
  readonly textLength: number;
  readonly lifetimeMilliseconds: number;
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1_000;

export const DEFAULT_DOCUMENT_LIMITS: DocumentLimits = {
  documents: 5_000,
  textLength: 16 * 1_024,
  lifetimeMilliseconds: DAY_MILLISECONDS,
};
