// #region
import { type Client, createClient, type FormattedExecutionResult, type Sink } from 'graphql-ws';

/** What every result of a subscription carries. */
type Result<Data> = FormattedExecutionResult<Data, { cursor?: string }>;

/** Comes back by itself when the gateway restarts, the network breaks or the token expires, while somebody subscribes. */
export function createSocketClient(url: string, token: () => string): Client {
  return createClient({
    url: url.replace(/^http/, 'ws'),
    connectionParams: () => ({ authorization: `Bearer ${token()}` }),
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: (retries) =>
      new Promise((resolve) => setTimeout(resolve, Math.min(250 * 2 ** retries, 10_000))),
    // What a browser says of a refused connection does not look like the end of one.
    shouldRetry: () => true,
  });
}

/** Follows a subscription. What is sent after a reconnect is `variables` as it is then: with the last cursor. */
export function followOverSocket<Data = Record<string, unknown>>(
  client: Client,
  query: string,
  variables: Record<string, unknown>,
  sink: Sink<Result<Data>>,
): () => void {
  const resumable: Record<string, unknown> = { ...variables };
  return client.subscribe<Data, { cursor?: string }>(
    { query, variables: resumable },
    {
      ...sink,
      next(result) {
        resumable.after = result.extensions?.cursor ?? resumable.after;
        sink.next(result);
      },
    },
  );
}
// #endregion
