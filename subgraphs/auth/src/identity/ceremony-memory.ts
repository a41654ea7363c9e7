import { AsyncLocalStorage } from 'node:async_hooks';
import type { SecondaryStorage } from '@better-auth/core/db';

/** Where Better Auth keeps its sessions: in the memory of the ceremony that made them, and no longer than that. */
export interface CeremonyMemory extends SecondaryStorage {
  /** Runs a ceremony with a memory of its own, which is forgotten at its end. */
  during<Result>(ceremony: () => Promise<Result>): Promise<Result>;
}

/**
 * Better Auth ends each ceremony with a session of its own, whose token it would store as it is. Our sessions are others
 * (`session-issuer.ts`), so nothing of its own outlives the ceremony, and none of it reaches the database.
 */
export function createCeremonyMemory(): CeremonyMemory {
  const memories = new AsyncLocalStorage<Map<string, string>>();
  const memory = () => memories.getStore();
  return {
    during: (ceremony) => memories.run(new Map(), ceremony),
    get: (key) => memory()?.get(key) ?? null,
    set(key, value) {
      memory()?.set(key, value);
    },
    delete(key) {
      memory()?.delete(key);
    },
    getAndDelete(key) {
      const value = memory()?.get(key) ?? null;
      memory()?.delete(key);
      return value;
    },
    increment(key) {
      const count = Number(memory()?.get(key) ?? 0) + 1;
      memory()?.set(key, String(count));
      return count;
    },
  };
}
