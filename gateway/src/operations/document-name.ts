import type { GraphQLRequest } from '@apollo/server';

/** `documentId`, or what stands for it: the algorithm may be left out. */
const DOCUMENT_ID = /^(?:sha256:)?([0-9a-f]{64})$/;

/**
 * A request's extensions. A document that it names by `documentId` (GraphQL over HTTP, appendix A: Persisted Documents)
 * or by `id` stands there as Apollo's protocol for persisted queries names it.
 *
 * @param source the request's parameters
 */
export function extensionsOf(source: Readonly<Record<string, unknown>>): unknown {
  const { query, extensions } = source;
  if (query || !isRecord(extensions ?? {})) return extensions;
  const id = source.documentId ?? source.id;
  const [, sha256Hash] = (typeof id === 'string' && DOCUMENT_ID.exec(id)) || [];
  if (sha256Hash === undefined) return extensions;
  return { persistedQuery: { version: 1, sha256Hash }, ...(extensions as Record<string, unknown>) };
}

/**
 * Lets a request name its document in either way, whatever it came over. An empty `query` beside a name is none: some
 * transports cannot leave it out.
 */
export function nameDocument(request: GraphQLRequest): void {
  const { http } = request;
  if (http && !request.query) {
    const { documentId, id } =
      http.method === 'GET' ? Object.fromEntries(new URLSearchParams(http.search)) : asRecord(http.body);
    const { extensions } = request;
    request.extensions = extensionsOf({ documentId, id, extensions }) as GraphQLRequest['extensions'];
  }
  if (request.query === '' && request.extensions?.persistedQuery) delete request.query;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
