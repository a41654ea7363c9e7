/**
 * The payloads of a GraphQL response over Server-Sent Events, in the form of graphql-sse's distinct connections: `next`
 * with a result each, then `complete`. Ends the request when the reader stops.
 *
 * @throws Error when the stream breaks off before it is complete
 */
export async function* readEventStream(
  chunks: AsyncIterable<Uint8Array>,
  request: AbortController,
): AsyncGenerator<unknown> {
  try {
    const decoder = new TextDecoder();
    let buffered = '';
    for await (const chunk of chunks) {
      buffered += decoder.decode(chunk, { stream: true });
      for (let end = buffered.indexOf('\n\n'); end >= 0; end = buffered.indexOf('\n\n')) {
        const lines = buffered.slice(0, end).split('\n');
        buffered = buffered.slice(end + 2);
        const field = (name: string) =>
          lines
            .find((line) => line.startsWith(`${name}:`))
            ?.slice(name.length + 1)
            .trimStart();
        if (field('event') === 'complete') return;
        if (field('event') === 'next') yield JSON.parse(field('data') ?? '');
      }
    }
    throw new Error('The stream broke off before it was complete.');
  } finally {
    request.abort();
  }
}
