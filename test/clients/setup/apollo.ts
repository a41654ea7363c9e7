// #region
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
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

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
// #endregion
