import type { Caller } from '@codexcontinue/platform/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { cacheControlHeader } from '../cache/cache-policy.ts';
import type { ResponseCaching } from '../cache/operation-caching.ts';
import type { CachedResponse, ResponseCache } from '../cache/response-cache.ts';
import type { AskedOperation } from '../cache/response-question.ts';
import type { AskedOperations } from './asked-operations.ts';

/** Answers HTTP requests with responses that were given before. */
export interface CachedResponses {
  /**
   * @param within what the answer depends on beside the request
   * @returns undefined for a request whose answer is not kept
   */
  open(request: FastifyRequest, caller: Caller, within: string): CacheableRequest | undefined;
}

/** A request whose answer may be kept. */
export interface CacheableRequest {
  readonly asked: AskedOperation;
  /** @returns undefined: it must be executed */
  find(): CachedAnswer | undefined | Promise<CachedAnswer | undefined>;
  /** Keeps what was executed, and says on the reply how long it is good. */
  keep(reply: FastifyReply, body: string, caching: ResponseCaching): void;
}

/** An answer that only has to be sent. */
export interface CachedAnswer extends CachedResponse {
  readonly contentType: string;
}

/** Media types differ by Accept; which one Apollo Server chose for it is learned from its answers. */
const REMEMBERED_ACCEPTS = 100;
/** Of answers that are kept. */
export const VARY = 'accept, authorization';

/** @param onAnswered called for every request whose answer may be kept */
export function createCachedResponses(
  cache: ResponseCache,
  operations: AskedOperations,
  onAnswered: (outcome: 'hit' | 'miss') => void,
): CachedResponses {
  const contentTypes = new LRUCache<string, string>({ max: REMEMBERED_ACCEPTS });

  function present(
    found: CachedResponse | undefined,
    contentType: string,
    request: FastifyRequest,
    asked: AskedOperation,
  ): CachedAnswer | undefined {
    onAnswered(found ? 'hit' : 'miss');
    if (!found) return undefined;
    operations.remember(request, asked);
    return { ...found, contentType };
  }

  return {
    open(request, caller, within) {
      const asked = operations.read(request);
      if (!asked) return undefined;
      const question = { asked, caller, within };
      const accept = request.headers.accept ?? '';
      const asOf = cache.asOf();
      return {
        asked,
        find() {
          const contentType = contentTypes.get(accept);
          if (!contentType) return undefined;
          const found = cache.find(question);
          return found instanceof Promise
            ? found.then((late) => present(late, contentType, request, asked))
            : present(found, contentType, request, asked);
        },
        keep(reply, body, caching) {
          const contentType = reply.getHeader('content-type');
          if (typeof contentType === 'string') contentTypes.set(accept, contentType);
          if (caching.policy.maxAgeSeconds === 0) return;
          reply.header('cache-control', cacheControlHeader(caching.policy)).header('vary', VARY);
          operations.remember(request, asked);
          cache.keep(question, body, caching, asOf);
        },
      };
    },
  };
}
