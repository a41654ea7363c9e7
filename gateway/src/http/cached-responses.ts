import type { Caller } from '@codexcontinue/platform/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { cacheControlHeader } from '../cache/cache-policy.ts';
import { canonicalJson } from '../cache/cache-tags.ts';
import type { ResponseCaching } from '../cache/operation-caching.ts';
import type { CachedResponse, ResponseCache, ResponseQuestion } from '../cache/response-cache.ts';
import { extensionsOf } from '../operations/document-name.ts';

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
  readonly question: ResponseQuestion;
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
const VARY = 'accept, authorization';
const GRAPHQL_GET_FIELDS = ['variables', 'extensions'] as const;

/** @param onAnswered called for every request whose answer may be kept */
export function createCachedResponses(
  cache: ResponseCache,
  onAnswered: (outcome: 'hit' | 'miss') => void,
): CachedResponses {
  const contentTypes = new LRUCache<string, string>({ max: REMEMBERED_ACCEPTS });

  function present(found: CachedResponse | undefined, contentType: string): CachedAnswer | undefined {
    onAnswered(found ? 'hit' : 'miss');
    return found && { ...found, contentType };
  }

  return {
    open(request, caller, within) {
      const question = readQuestion(request, caller, within);
      if (!question) return undefined;
      const accept = request.headers.accept ?? '';
      const asOf = cache.asOf();
      return {
        question,
        find() {
          const contentType = contentTypes.get(accept);
          if (!contentType) return undefined;
          const found = cache.find(question);
          return found instanceof Promise
            ? found.then((late) => present(late, contentType))
            : present(found, contentType);
        },
        keep(reply, body, caching) {
          const contentType = reply.getHeader('content-type');
          if (typeof contentType === 'string') contentTypes.set(accept, contentType);
          if (caching.policy.maxAgeSeconds === 0) return;
          reply.header('cache-control', cacheControlHeader(caching.policy)).header('vary', VARY);
          cache.keep(question, body, caching, asOf);
        },
      };
    },
  };
}

/**
 * Sends an answer past Fastify's own way of sending, which looks at each header several times: that costs more than
 * finding the answer.
 *
 * @param headers what is said beside the answer
 */
export function sendCached(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: CachedAnswer,
  headers: Readonly<Record<string, string>> = {},
): FastifyReply {
  const { body, policy, ageSeconds, contentType } = answer;
  const { raw } = reply.hijack();
  raw.writeHead(200, [
    ...['x-request-id', request.id],
    ...['content-type', contentType],
    ...['content-length', String(body.length)],
    ...['cache-control', cacheControlHeader(policy)],
    ...['age', String(ageSeconds)],
    ...['vary', VARY],
    ...Object.entries(headers).flat(),
  ]);
  raw.end(body);
  return reply;
}

function readQuestion(request: FastifyRequest, caller: Caller, within: string): ResponseQuestion | undefined {
  const source = request.method === 'GET' ? readQueryString(request.query) : request.body;
  if (typeof source !== 'object' || source === null || Array.isArray(source)) return undefined;
  const fields = source as Record<string, unknown>;
  const { query, operationName, variables } = fields;
  if (operationName != null && typeof operationName !== 'string') return undefined;
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables))) return undefined;
  const document = typeof query === 'string' && query !== '' ? query : persistedHash(extensionsOf(fields));
  const variablesText = canonicalText(variables as object | null | undefined);
  if (document === undefined || variablesText === undefined) return undefined;
  const name = operationName ?? undefined;
  return { document, operationName: name, variables: variablesText, caller, within };
}

/** @returns undefined for what is nested too deep to be written; it is refused later, with a reason */
function canonicalText(variables: object | null | undefined): string | undefined {
  if (!variables || Object.keys(variables).length === 0) return '';
  try {
    return canonicalJson(variables);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** An operation that the client names instead of sending it. */
function persistedHash(extensions: unknown): string | undefined {
  const persisted = (extensions as { persistedQuery?: { sha256Hash?: unknown } } | null | undefined)
    ?.persistedQuery;
  return typeof persisted?.sha256Hash === 'string' ? `sha256 ${persisted.sha256Hash}` : undefined;
}

function readQueryString(value: unknown): Record<string, unknown> | undefined {
  const fields = { ...(value as Record<string, unknown>) };
  for (const name of GRAPHQL_GET_FIELDS) {
    const text = fields[name];
    if (typeof text !== 'string') continue;
    try {
      fields[name] = JSON.parse(text);
    } catch {
      // Apollo Server says what is wrong with it.
      return undefined;
    }
  }
  return fields;
}
