import { createSeenTokens } from './seen-tokens.ts';
import type { SharedSeenTokens } from './shared-seen-tokens.ts';

/** What one process remembers: all there is to it where a service has one, and what is left while Redis is away. */
export function createMemorySharedSeenTokens(): SharedSeenTokens {
  const seen = createSeenTokens();
  return {
    takeFirst: async (key, expiresAtSeconds) => seen.takeFirst(key, expiresAtSeconds),
    close: async () => undefined,
  };
}
