const NOT_FOUND = 'PERSISTED_QUERY_NOT_FOUND';
const PROTOCOL_VERSION = 1;

interface RequestBody {
  query?: string;
  operationName?: string;
  extensions?: Record<string, unknown>;
}

/**
 * `fetch` that names registered operations instead of sending their texts (Apollo's protocol for persisted queries). A
 * gateway that does not know them, such as one of the release before, gets the texts from then on.
 *
 * @param ids SHA-256 of the operations' texts, by operation name
 */
export function persistedFetch(
  ids: Readonly<Record<string, string>>,
  fetch: typeof globalThis.fetch,
): typeof globalThis.fetch {
  let areKnown = true;
  return async (input, init) => {
    const named = areKnown ? nameOperation(ids, init?.body) : undefined;
    if (named === undefined) return fetch(input, init);
    const response = await fetch(input, { ...init, body: named });
    const body = await response.text();
    if (body.includes(NOT_FOUND)) {
      areKnown = false;
      return fetch(input, init);
    }
    const { status, statusText, headers } = response;
    return new Response(body, { status, statusText, headers });
  };
}

function nameOperation(ids: Readonly<Record<string, string>>, body: unknown): string | undefined {
  if (typeof body !== 'string') return undefined;
  const { query, extensions, ...request } = JSON.parse(body) as RequestBody;
  const name = request.operationName ?? '';
  if (query === undefined || !Object.hasOwn(ids, name)) return undefined;
  const persistedQuery = { version: PROTOCOL_VERSION, sha256Hash: ids[name] };
  return JSON.stringify({ ...request, extensions: { ...extensions, persistedQuery } });
}
