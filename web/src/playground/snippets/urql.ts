import { javascriptBeginning } from './fetch.ts';
import { type SnippetOperation, socketAddress } from './operation.ts';

/** urql, without a framework; subscriptions over graphql-ws. */
export function urqlSnippet(operation: SnippetOperation): string {
  const endpoint = JSON.stringify(operation.endpoint);
  if (operation.kind !== 'subscription') {
    return `// npm install @urql/core
import { Client, fetchExchange } from '@urql/core';

${javascriptBeginning(operation)}
const client = new Client({
  url: ${endpoint},
  exchanges: [fetchExchange],
  preferGetMethod: false,
  fetchOptions: () => ({ headers: { authorization: \`Bearer \${token}\` } }),
});
const { data, error } = await client.${operation.kind}(query, variables).toPromise();
console.log(error ?? data);
`;
  }
  return `// npm install @urql/core graphql-ws
import { Client, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-ws';

${javascriptBeginning(operation)}
const socket = createClient({
  url: ${JSON.stringify(socketAddress(operation))},
  connectionParams: () => ({ authorization: \`Bearer \${token}\` }),
  // Trying again by itself would begin anew: subscribe again with \`after\` set to the last cursor instead.
  retryAttempts: 0,
});
const client = new Client({
  url: ${endpoint},
  exchanges: [
    subscriptionExchange({
      forwardSubscription: (request) => ({
        subscribe: (sink) => ({ unsubscribe: socket.subscribe({ ...request, query: request.query ?? '' }, sink) }),
      }),
    }),
  ],
});

let cursor;
client.subscription(query, variables).subscribe(({ data, error, extensions, hasNext }) => {
  // urql repeats the last event when the subscription is over.
  if (!hasNext && !error && extensions?.cursor === cursor) return;
  cursor = extensions?.cursor ?? cursor;
  console.log(error ?? data, cursor);
});
`;
}
