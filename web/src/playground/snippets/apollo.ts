import { javascriptBeginning } from './fetch.ts';
import type { SnippetOperation } from './operation.ts';

/** Apollo Client 4, without a framework; it takes subscriptions over HTTP multipart by itself. */
export function apolloSnippet(operation: SnippetOperation): string {
  const ask = {
    query: `const { data, error } = await client.query({ query: gql(query), variables });
console.log(error ?? data);
`,
    mutation: `const { data, error } = await client.mutate({ mutation: gql(query), variables });
console.log(error ?? data);
`,
    subscription: `// To go on after a break, subscribe again with \`after\` set to the last cursor.
let cursor;
client.subscribe({ query: gql(query), variables }).subscribe({
  next: ({ data, error, extensions }) => {
    cursor = extensions?.cursor ?? cursor;
    console.log(error ?? data, cursor);
  },
  error: (error) => console.error(error),
});
`,
  }[operation.kind];
  return `// npm install @apollo/client graphql rxjs
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';

${javascriptBeginning(operation)}
const client = new ApolloClient({
  link: new HttpLink({ uri: ${JSON.stringify(operation.endpoint)}, headers: { authorization: \`Bearer \${token}\` } }),
  cache: new InMemoryCache(),
});
${ask}`;
}
