// #region
import { EventSource } from 'eventsource';

/**
 * Follows a subscription. When the connection breaks or the token expires the event source comes back by itself, with
 * the id of the last event in `Last-Event-ID`: the gateway goes on after it.
 */
export function followByEventSource(
  url: string,
  token: () => string,
  operation: { query: string; variables?: Record<string, unknown> },
  sink: { next(result: unknown): void; complete(): void },
): EventSource {
  const address = new URL(url);
  address.searchParams.set('query', operation.query);
  address.searchParams.set('variables', JSON.stringify(operation.variables ?? {}));
  const source = new EventSource(address, {
    fetch: (input, init) =>
      fetch(input, { ...init, headers: { ...init.headers, authorization: `Bearer ${token()}` } }),
  });
  let isExpired = false;
  source.addEventListener('next', ({ data }) => {
    const result = JSON.parse(data);
    isExpired = !result.data && result.errors?.[0]?.extensions?.code === 'UNAUTHENTICATED';
    if (!isExpired) sink.next(result);
  });
  source.addEventListener('complete', () => {
    if (isExpired) return; // It comes back by itself, with a fresh token.
    source.close();
    sink.complete();
  });
  return source;
}
// #endregion
