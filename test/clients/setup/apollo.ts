// #region
import { ApolloClient, ApolloLink, type DocumentNode, HttpLink, InMemoryCache } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { SetContextLink } from '@apollo/client/link/context';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';

/** Documents are sent by their hash, queries by GET; subscriptions come as multipart responses. */
export function createApolloClient(uri: string, token: () => string): ApolloClient {
  const authorization = new SetContextLink(({ headers }) => ({
    headers: { ...headers, authorization: `Bearer ${token()}` },
  }));
  const byHash = new PersistedQueryLink({ sha256, useGETForHashedQueries: true });
  return new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([authorization, byHash, new HttpLink({ uri })]),
  });
}

/**
 * Follows a subscription to its end. When the connection breaks, the gateway stops or the token expires, it goes on
 * after the last event that came.
 *
 * @returns ends it
 */
export function followWithApollo<Data>(
  client: ApolloClient,
  query: DocumentNode,
  variables: Record<string, unknown>,
  sink: { next(data: Data): void; error(error: Error): void; complete(): void },
): () => void {
  let after: string | undefined;
  let leave = () => {};
  const open = () => {
    let refusal: Error | undefined;
    let isBroken = false;
    const results = client.subscribe<Data>({ query, variables: { ...variables, after } });
    const subscription = results.subscribe({
      next({ data, error, extensions }) {
        if (data) {
          after = extensions?.cursor as string | undefined;
          sink.next(data as Data);
        } else if (CombinedGraphQLErrors.is(error)) refusal = error;
        else isBroken = true;
      },
      complete() {
        if (refusal) sink.error(refusal);
        else if (!isBroken) sink.complete();
        else {
          const again = setTimeout(open, 500);
          leave = () => clearTimeout(again);
        }
      },
    });
    leave = () => subscription.unsubscribe();
  };
  open();
  return () => leave();
}

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
// #endregion
