/** Whether one more may be taken: `burst` at once, `perSecond` in the long run. */
export type TokenBucket = () => boolean;

/** @param now in milliseconds, of a clock that does not go back */
export function createTokenBucket(perSecond: number, burst: number, now: () => number): TokenBucket {
  let tokens = burst;
  let filledAt = now();
  return () => {
    const time = now();
    tokens = Math.min(burst, tokens + ((time - filledAt) / 1_000) * perSecond);
    filledAt = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
