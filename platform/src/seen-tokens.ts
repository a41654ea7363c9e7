/** Tokens that are good once. */
export interface SeenTokens {
  /**
   * Notes a token.
   *
   * @param id its `jti`
   * @param expiresAtSeconds its `exp`; afterwards it needs no remembering
   * @returns whether it comes for the first time
   */
  takeFirst(id: string, expiresAtSeconds: number): boolean;
}

/** Remembers tokens as long as they would be accepted. Whoever cannot sign one cannot fill it. */
export function createSeenTokens(now: () => number = () => Date.now() / 1_000): SeenTokens {
  const expiryOf = new Map<string, number>();
  return {
    takeFirst(id, expiresAtSeconds) {
      if (expiryOf.has(id)) return false;
      // All live equally long, so the oldest end first; each that is added pays for two that are let go.
      let looked = 0;
      for (const [oldest, expiry] of expiryOf) {
        if (looked === 2 || expiry > now()) break;
        expiryOf.delete(oldest);
        looked += 1;
      }
      expiryOf.set(id, expiresAtSeconds);
      return true;
    },
  };
}
