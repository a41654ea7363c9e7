import type { Position } from '@codexcontinue/platform/event-log/event-log';
import type { Caller } from '@codexcontinue/platform/identity';
import { LRUCache } from 'lru-cache';
import { authorityOf } from '../subgraphs/subgraph-client.ts';
import type { CachePolicy } from './cache-policy.ts';
import type { ResponseCaching } from './operation-caching.ts';
import type { CacheEntry, TaggedCache } from './tagged-cache.ts';

/** What a response depends on beside the data. */
export interface ResponseQuestion {
  /** The text of the document, or what stands for it. */
  readonly document: string;
  readonly operationName: string | undefined;
  /** As canonical JSON; empty where there are none. */
  readonly variables: string;
  readonly caller: Caller;
  /** Whatever else the answer depends on, such as the graph variant that is asked. */
  readonly within: string;
}

/** A response that was given before. */
export interface CachedResponse {
  /** The whole body, UTF-8. */
  readonly body: Buffer;
  readonly policy: CachePolicy;
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

  /** Encoded once; they go with their entries. */
  const bytes = new WeakMap<CacheEntry, Buffer>();

  function present(entry: CacheEntry, scope: Scope): CachedResponse {
    const remaining = cache.remainingMilliseconds(entry);
    const maxAgeSeconds = Math.round(entry.lifetimeMilliseconds / MILLISECONDS_PER_SECOND);
    const ageSeconds = Math.floor((entry.lifetimeMilliseconds - remaining) / MILLISECONDS_PER_SECOND);
    const body = bytes.get(entry) ?? Buffer.from(entry.value);
    bytes.set(entry, body);
    return { body, policy: { scope, maxAgeSeconds }, ageSeconds: Math.max(0, ageSeconds) };
  }

  return {
    asOf: () => cache.asOf(),
    find(question) {
      const asked = questionKey(question);
      const scope = scopeOf.get(asked);
      if (!scope) return undefined;
      const key = responseKey(asked, scope, question.caller);
      const entry = cache.peek(key);
      if (entry) return present(entry, scope);
      return cache.find([key]).then(([found]) => found && present(found, scope));
    },
    keep(question, body, { policy, tags }, asOf) {
      if (policy.maxAgeSeconds === 0 || asOf === undefined) return;
      const asked = questionKey(question);
      scopeOf.set(asked, policy.scope);
      cache.keep(
        responseKey(asked, policy.scope, question.caller),
        { value: body, tags: [...tags] },
        asOf,
        policy.maxAgeSeconds * MILLISECONDS_PER_SECOND,
      );
    },
  };
}

function questionKey({ document, operationName = '', variables, within }: ResponseQuestion): string {
  return `${within}\n${operationName}\n${variables}\n${document}`;
}

function responseKey(asked: string, scope: Scope, caller: Caller): string {
  return `response ${scope === 'private' ? authorityOf(caller) : ''}\n${asked}`;
}
