/** How long an answer is good, and for whom. */
export interface CachePolicy {
  readonly maxAgeSeconds: number;
  /** `private`: only for callers with the same authority as the one it was made for. */
  readonly scope: 'public' | 'private';
}

/** Nothing of it may be kept. */
export const UNCACHEABLE: CachePolicy = Object.freeze({ maxAgeSeconds: 0, scope: 'private' });

/**
 * Reads a subgraph's `Cache-Control` (RFC 9111, 5.2.2). What does not say that it may be kept may not be; what does not
 * say that it is public is private.
 */
export function readCacheControl(header: string | undefined): CachePolicy {
  if (!header) return UNCACHEABLE;
  const directives = new Map(
    header
      .toLowerCase()
      .split(',')
      .map((directive) => {
        const [name = '', value = ''] = directive.trim().split('=');
        return [name, value.replaceAll('"', '')] as const;
      }),
  );
  if (directives.has('no-store') || directives.has('no-cache')) return UNCACHEABLE;
  const maxAge = directives.get('s-maxage') ?? directives.get('max-age') ?? '';
  if (!/^\d{1,9}$/.test(maxAge) || Number(maxAge) === 0) return UNCACHEABLE;
  return { maxAgeSeconds: Number(maxAge), scope: directives.has('public') ? 'public' : 'private' };
}

/** The policy of what is made of both. */
export function strictest(left: CachePolicy, right: CachePolicy): CachePolicy {
  return {
    maxAgeSeconds: Math.min(left.maxAgeSeconds, right.maxAgeSeconds),
    scope: left.scope === 'private' || right.scope === 'private' ? 'private' : 'public',
  };
}

/** As a client reads it. */
export function cacheControlHeader({ maxAgeSeconds, scope }: CachePolicy): string {
  return maxAgeSeconds > 0 ? `max-age=${maxAgeSeconds}, ${scope}` : 'no-store';
}
