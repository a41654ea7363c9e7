import type { Position } from '@codexcontinue/platform/event-log/event-log';
import { LRUCache } from 'lru-cache';
import { type CachePolicy, cacheControlHeader } from './cache-policy.ts';
import type { ResponseCaching } from './operation-caching.ts';
import { answerKey, questionKey, type ResponseQuestion } from './response-question.ts';
import type { CacheEntry, TaggedCache } from './tagged-cache.ts';

/** A response that was given before. */
export interface CachedResponse {
  /**
   * The whole body: its UTF-8, each byte a character. Written as `latin1` it goes out with the head in one piece, which
   * costs less than a buffer beside it.
   */
  readonly body: string;
  readonly cacheControl: string;
  readonly ageSeconds: number;
}

/** Keeps whole responses. */
export interface ResponseCache {
  /** Looks in this process; what is not there may still be elsewhere: then a promise. */
  find(question: ResponseQuestion): CachedResponse | undefined | Promise<CachedResponse | undefined>;
  asOf(): Position | undefined;
  keep(question: ResponseQuestion, body: string, caching: ResponseCaching, asOf: Position | undefined): void;
}

const MILLISECONDS_PER_SECOND = 1_000;
/** Questions that were answered from the cache, or kept, not long ago; others are not looked for elsewhere. */
const REMEMBERED_QUESTIONS = 10_000;
const REMEMBERED_CHARACTERS = 16 * 1_024 * 1_024;

type Scope = CachePolicy['scope'];

export function createResponseCache(cache: TaggedCache): ResponseCache {
  const scopeOf = new LRUCache<string, Scope>({
    max: REMEMBERED_QUESTIONS,
    maxSize: REMEMBERED_CHARACTERS,
    sizeCalculation: (_scope, asked) => asked.length,
  });

  /** Made once; they go with their entries. */
  const ready = new WeakMap<CacheEntry, Pick<CachedResponse, 'body' | 'cacheControl'>>();

  function makeReady(entry: CacheEntry, scope: Scope): Pick<CachedResponse, 'body' | 'cacheControl'> {
    const maxAgeSeconds = Math.round(entry.lifetimeMilliseconds / MILLISECONDS_PER_SECOND);
    const made = {
      body: Buffer.from(entry.value).toString('latin1'),
      cacheControl: cacheControlHeader({ scope, maxAgeSeconds }),
    };
    ready.set(entry, made);
    return made;
  }

  function present(entry: CacheEntry, scope: Scope): CachedResponse {
    const { body, cacheControl } = ready.get(entry) ?? makeReady(entry, scope);
    const remaining = cache.remainingMilliseconds(entry);
    const ageSeconds = Math.floor((entry.lifetimeMilliseconds - remaining) / MILLISECONDS_PER_SECOND);
    return { body, cacheControl, ageSeconds: Math.max(0, ageSeconds) };
  }

  return {
    asOf: () => cache.asOf(),
    find(question) {
      const asked = questionKey(question);
      const scope = scopeOf.get(asked);
      if (!scope) return undefined;
      const key = answerKey(question, scope);
      const entry = cache.peek(key);
      if (entry) return present(entry, scope);
      return cache.find([key]).then(([found]) => found && present(found, scope));
    },
    keep(question, body, { policy, tags }, asOf) {
      if (policy.maxAgeSeconds === 0 || asOf === undefined) return;
      const asked = questionKey(question);
      scopeOf.set(asked, policy.scope);
      cache.keep(
        answerKey(question, policy.scope),
        { value: body, tags: [...tags] },
        asOf,
        policy.maxAgeSeconds * MILLISECONDS_PER_SECOND,
      );
    },
  };
}
