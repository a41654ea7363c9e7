import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { canonicalJson } from '../cache/cache-tags.ts';
import { AskedOperation } from '../cache/response-question.ts';
import { extensionsOf } from '../operations/document-name.ts';

/** What HTTP requests ask. Requests whose answers are kept come again and again: they are read once. */
export interface AskedOperations {
  /** Makes a scope read its JSON bodies through this. */
  readBodiesOf(scope: FastifyInstance): void;
  /** @returns undefined for what is no operation, or none whose answer could be found again */
  read(request: FastifyRequest): AskedOperation | undefined;
  /** The next request with the same body is given the same objects, frozen. */
  remember(request: FastifyRequest, asked: AskedOperation): void;
}

/** In characters of bodies. */
const REMEMBERED = { max: 10_000, maxSize: 8 * 1_024 * 1_024, maxEntrySize: 64 * 1_024 };
const GRAPHQL_GET_FIELDS = ['variables', 'extensions'] as const;

export function createAskedOperations(): AskedOperations {
  const known = new LRUCache<string, object>({
    ...REMEMBERED,
    sizeCalculation: (_body, text) => text.length,
  });
  const textOf = new WeakMap<object, string>();
  const askedBy = new WeakMap<object, AskedOperation>();

  return {
    readBodiesOf(scope) {
      const parse = scope.getDefaultJsonParser('error', 'error');
      scope.removeContentTypeParser('application/json');
      scope.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
        const before = known.get(text);
        if (before) return done(null, before);
        parse(request, text, (error, body) => {
          if (isObject(body)) textOf.set(body, text);
          done(error, body);
        });
      });
    },
    read(request) {
      if (request.method === 'GET') return readAsked(readQueryString(request.query));
      const { body } = request;
      return (isObject(body) ? askedBy.get(body) : undefined) ?? readAsked(body);
    },
    remember({ body }, asked) {
      if (!isObject(body) || askedBy.has(body)) return;
      const text = textOf.get(body);
      if (text === undefined) return;
      freezeAll(body);
      askedBy.set(body, asked);
      known.set(text, body);
    },
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** What is shared between requests, none of them may change. Nested as deep as it likes. */
function freezeAll(value: object): void {
  const waiting = [value];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    Object.freeze(next);
    for (const child of Object.values(next)) if (isObject(child)) waiting.push(child);
  }
}

function readAsked(source: unknown): AskedOperation | undefined {
  if (!isObject(source) || Array.isArray(source)) return undefined;
  const fields = source as Record<string, unknown>;
  const { query, operationName, variables } = fields;
  if (operationName != null && typeof operationName !== 'string') return undefined;
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables))) return undefined;
  const document = typeof query === 'string' && query !== '' ? query : persistedHash(extensionsOf(fields));
  const variablesText = canonicalText(variables as object | null | undefined);
  if (document === undefined || variablesText === undefined) return undefined;
  return new AskedOperation(document, operationName ?? undefined, variablesText);
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
