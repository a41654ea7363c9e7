/**
 * Where entries are kept beyond this process. It may lose anything at any time, and is never waited for long: what cannot
 * be had is asked of the subgraphs.
 */
export interface CacheStore {
  /** @returns undefined at the place of every key that is not there; never rejects */
  get(keys: readonly string[]): Promise<(string | undefined)[]>;
  set(key: string, value: string, lifetimeMilliseconds: number): void;
  close(): Promise<void>;
}

/** Nothing is kept beyond this process. */
export function createNoCacheStore(): CacheStore {
  return { get: async (keys) => keys.map(() => undefined), set() {}, close: async () => {} };
}
