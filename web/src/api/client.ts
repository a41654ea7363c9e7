import { Client, cacheExchange, fetchExchange } from 'urql';
import { OPERATION_IDS } from '../__generated__/operation-ids.ts';
import type { Session } from '../session/session.ts';
import { authorizedFetch } from './authorized-fetch.ts';
import { CLIENT_NAME } from './client-name.ts';
import { persistedFetch } from './persisted-fetch.ts';
import { visibleNamesExchange } from './visible-names.ts';

/** The GraphQL client of one signed-in person (or of nobody); a new person gets a new one, and so an empty cache. */
export function createApiClient(session: Session): Client {
  return new Client({
    url: '/graphql',
    exchanges: [cacheExchange, visibleNamesExchange, fetchExchange],
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetch: persistedFetch(
      OPERATION_IDS,
      authorizedFetch(session, (input, init) => globalThis.fetch(input, init)),
    ),
    fetchOptions: { headers: CLIENT_NAME },
  });
}
