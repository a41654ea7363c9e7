// #region
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core';
import { createSocketClient, followOverSocket } from './graphql-ws.ts';

/** Queries and mutations over HTTP, all subscriptions over one WebSocket that resumes them after the last event. */
export function createUrqlClientWithSocket(url: string, token: () => string) {
  const sockets = createSocketClient(url, token);
  const client = new Client({
    url,
    preferGetMethod: false,
    fetchOptions: () => ({ headers: { authorization: `Bearer ${token()}` } }),
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: followOverSocket(sockets, query ?? '', { ...variables }, sink),
          }),
        }),
      }),
    ],
  });
  return { client, close: () => sockets.dispose() };
}
// #endregion
