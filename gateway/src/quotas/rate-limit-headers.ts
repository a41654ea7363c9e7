/** How a quota stands. */
export interface QuotaState {
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

/**
 * What a client reads to see limits coming: `RateLimit-Policy` says what there is, `RateLimit` what is left
 * (draft-ietf-httpapi-ratelimit-headers-10; lists of structured fields, RFC 9651).
 *
 * @param states by the policy's name; nothing is said where there is none
 */
export function rateLimitHeaders(states: ReadonlyMap<string, QuotaState>): Record<string, string> {
  if (states.size === 0) return {};
  const entries = [...states];
  return {
    'ratelimit-policy': entries
      .map(([name, { limit, windowSeconds }]) => `"${name}";q=${limit};w=${windowSeconds}`)
      .join(', '),
    ratelimit: entries
      .map(([name, { remaining, resetSeconds }]) => `"${name}";r=${remaining};t=${resetSeconds}`)
      .join(', '),
  };
}
