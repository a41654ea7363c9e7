import type { ServerResponse } from 'node:http';
import type { FormattedExecutionResult } from 'graphql';

/** One response that carries server-sent events, encoded as graphql-sse's distinct connections. */
export interface EventStream {
  /** Resolves when the client takes more, or is gone. */
  next(result: FormattedExecutionResult, id?: string): Promise<void>;
  complete(): Promise<void>;
  /** Ends the response without `complete`, so that the client comes back. */
  end(): void;
}

const HEARTBEAT_MILLISECONDS = 15_000;
/** A client that has taken nothing for so long has stopped reading. */
const STALL_TIMEOUT_MILLISECONDS = 30_000;

/** Writes the head of the response and keeps it alive by comments. */
export function openEventStream(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): EventStream {
  response.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Nothing follows an event stream; kept alive, the connection would hold up a shutdown.
    connection: 'close',
    // Proxies would hold events back to fill their buffers.
    'x-accel-buffering': 'no',
  });
  // Some proxies send the headers on with the first bytes of the body only: the client learns at once that it stands.
  response.write(': open\n\n');

  // Writing to what is over would be an error event.
  const isWritable = () => !response.destroyed && !response.writableEnded;

  const heartbeat = setInterval(() => {
    if (isWritable() && !response.writableNeedDrain) response.write(': ping\n\n');
  }, HEARTBEAT_MILLISECONDS);
  response.once('close', () => clearInterval(heartbeat));

  async function write(text: string): Promise<void> {
    if (!isWritable() || response.write(text)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const stalled = setTimeout(() => response.destroy(), STALL_TIMEOUT_MILLISECONDS);
    response.once('drain', resolve).once('close', resolve);
    await promise;
    response.off('drain', resolve).off('close', resolve);
    clearTimeout(stalled);
  }

  return {
    next: (result, id) =>
      write(`event: next\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(result)}\n\n`),
    async complete() {
      await write('event: complete\ndata:\n\n');
      response.end();
    },
    end: () => void response.end(),
  };
}
