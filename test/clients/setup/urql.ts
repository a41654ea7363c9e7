// #region
import { Client, type CombinedError, cacheExchange, fetchExchange } from '@urql/core';

/** Queries and mutations over HTTP, subscriptions over server-sent events. */
export function createUrqlClient(url: string, token: () => string): Client {
  return new Client({
    url,
    exchanges: [cacheExchange, fetchExchange],
    fetchSubscriptions: true,
    preferGetMethod: false,
    fetchOptions: () => ({ headers: { authorization: `Bearer ${token()}` } }),
  });
}

/**
 * Follows a subscription up to its last event. When the connection breaks or the token expires it goes on after the last
 * event that came.
 *
 * @returns ends it
 */
export function followWithUrql<Data>(
  client: Client,
  query: string,
  variables: Record<string, unknown>,
  sink: { next(data: Data): void; error(error: CombinedError): void; isLast(data: Data): boolean },
): () => void {
  let after: string | undefined;
  let isOver = false;
  let leave = () => {};
  const open = () => {
    const results = client.subscription<Data>(query, { ...variables, after });
    const { unsubscribe } = results.subscribe(({ data, error, extensions, hasNext }) => {
      if (isOver) return;
      if (error?.graphQLErrors.length && !error.response?.ok) {
        isOver = true;
        sink.error(error);
      } else if (!hasNext) {
        // The connection broke, or the token expired.
        const again = setTimeout(open, 500);
        leave = () => clearTimeout(again);
      } else if (data && extensions?.cursor !== after) {
        // What is no new event urql gives together with the data of the last one.
        after = extensions?.cursor;
        isOver = sink.isLast(data);
        sink.next(data);
      }
    });
    leave = unsubscribe;
  };
  open();
  return () => {
    isOver = true;
    // Not within urql's own callback: the abort would then be nobody's to catch.
    setTimeout(() => leave());
  };
}
// #endregion
