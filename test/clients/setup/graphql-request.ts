// #region
import { GraphQLClient } from 'graphql-request';

/** Queries and mutations. The gateway takes one operation a request: `request`, not `batchRequests`. */
export function createRequestClient(url: string, token: () => string): GraphQLClient {
  return new GraphQLClient(url, { headers: () => ({ authorization: `Bearer ${token()}` }) });
}
// #endregion
