import type { ServerResponse } from 'node:http';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Heartbeat } from './heartbeat.ts';

/** How the results of one operation are written into the body of a response. */
export interface StreamEncoding {
  readonly contentType: string;
  /** Written at once: some proxies send the head on with the first bytes of the body only. */
  readonly opening: string;
  readonly heartbeat: string;
  /** @param cursor where a client that got this may resume */
  result(result: FormattedExecutionResult, cursor: string | undefined): string;
  /** The operation is refused, or cannot go on. */
  failure(errors: readonly GraphQLFormattedError[]): string;
  readonly completion: string;
  /** What the client is told when the gateway leaves before the operation is over. */
  readonly departure: string;
}

/** One response that carries the results of an operation as they come. */
export interface ResponseStream {
  /** These resolve when the client takes more, or is gone. */
  result(result: FormattedExecutionResult, cursor?: string): Promise<void>;
  failure(errors: readonly GraphQLFormattedError[]): Promise<void>;
  complete(): Promise<void>;
  /** Ends the response without completing the operation, so that the client comes back. */
  depart(): void;
}

/** Writes the head of the response and keeps it alive. */
export function openResponseStream(options: {
  readonly response: ServerResponse;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly encoding: StreamEncoding;
  readonly heartbeat: Heartbeat;
  readonly stallTimeoutMilliseconds: number;
}): ResponseStream {
  const { response, encoding } = options;
  response.writeHead(options.status, {
    ...options.headers,
    'content-type': encoding.contentType,
    'cache-control': 'no-store',
    vary: 'accept',
    // Nothing follows a stream; kept alive, the connection would hold up a shutdown.
    connection: 'close',
    // Proxies would hold results back to fill their buffers.
    'x-accel-buffering': 'no',
  });
  response.write(encoding.opening);

  // Writing to what is over would be an error event.
  const isWritable = () => !response.destroyed && !response.writableEnded;

  const stopHeartbeat = options.heartbeat.add(() => {
    if (isWritable() && !response.writableNeedDrain) response.write(encoding.heartbeat);
  });
  response.once('close', stopHeartbeat);

  async function write(text: string): Promise<void> {
    if (!isWritable() || response.write(text)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const stalled = setTimeout(() => response.destroy(), options.stallTimeoutMilliseconds);
    response.once('drain', resolve).once('close', resolve);
    await promise;
    response.off('drain', resolve).off('close', resolve);
    clearTimeout(stalled);
  }

  return {
    result: (result, cursor) => write(encoding.result(result, cursor)),
    failure: (errors) => write(encoding.failure(errors)),
    async complete() {
      await write(encoding.completion);
      response.end();
    },
    depart() {
      if (isWritable()) response.end(encoding.departure);
    },
  };
}
