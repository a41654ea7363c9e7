import { stringifyDocument, type TypedDocumentNode } from '@urql/core';
import type { ExecutionResult } from 'graphql';
import type { StreamSink, StreamSource } from './resumable-subscription.ts';
import type { LiveSocket } from './socket.ts';
import { withVisibleNames } from './visible-names.ts';

/** Close codes by which a gateway says that the token, not the network, is at fault. */
const TOKEN_CLOSE_CODES = new Set([4401, 4403]);

interface ServerError {
  message: string;
  extensions?: { code?: unknown };
}

export interface StreamOperation<Data, Variables, Value> {
  document: TypedDocumentNode<Data, Variables & { after?: string | null | undefined }>;
  variables: Variables;
  /** Takes the event out of the data. */
  pick: (data: Data) => Value;
}

/** Ends an attempt with what the server says is wrong. */
export function reportErrors<Value>(errors: readonly ServerError[], sink: StreamSink<Value>): void {
  const [first] = errors;
  const code = first?.extensions?.code;
  sink.failed(typeof code === 'string' ? code : undefined, first?.message ?? 'The server ended the stream.');
}

function closeCode(event: unknown): number | undefined {
  return typeof event === 'object' && event !== null && 'code' in event && typeof event.code === 'number'
    ? event.code
    : undefined;
}

/** What is sent for an attempt. */
interface StreamRequest {
  query: string;
  operationName?: string | undefined;
  variables: Record<string, unknown>;
}

/** One message of a subscription. */
export type StreamResult<Data> = ExecutionResult<Data, { cursor?: string }>;

/**
 * Attempts of one GraphQL subscription over the socket.
 *
 * @param requestAfter what to send to go on after a cursor, or to begin
 * @param take hands a message to the sink
 */
export function socketSource<Data, Value>(
  { client, isOpen }: LiveSocket,
  requestAfter: (after: string | undefined) => StreamRequest,
  take: (result: StreamResult<Data>, sink: StreamSink<Value>) => void,
): StreamSource<Value> {
  return (after, sink) => {
    const stopListening = [
      client.on('connected', () => sink.connected()),
      // Heard before graphql-ws decides about a retry of its own, which would begin without the cursor.
      client.on('closed', (event) => {
        if (TOKEN_CLOSE_CODES.has(closeCode(event) ?? 0))
          sink.failed('UNAUTHENTICATED', 'The access token has ended.');
        else sink.dropped();
      }),
    ];
    const unsubscribe = client.subscribe<Data, { cursor?: string }>(requestAfter(after), {
      next: (result) => take(result as StreamResult<Data>, sink),
      error: (problem) => {
        if (Array.isArray(problem)) reportErrors(problem as readonly ServerError[], sink);
        else sink.dropped();
      },
      complete: () => sink.completed(),
    });
    if (isOpen()) sink.connected();
    return () => {
      for (const stop of stopListening) stop();
      unsubscribe();
    };
  };
}

/** Attempts of one of the app's own subscriptions, whose document takes the cursor as `$after`. */
export function streamSource<Data, Variables extends object, Value extends { cursor: string }>(
  socket: LiveSocket,
  { document, variables, pick }: StreamOperation<Data, Variables, Value>,
): StreamSource<Value> {
  const query = stringifyDocument(document);
  return socketSource<Data, Value>(
    socket,
    (after) => ({ query, variables: { ...variables, after: after ?? null } }),
    ({ data, errors, extensions }, sink) => {
      if (data === undefined || data === null) return reportErrors(errors ?? [], sink);
      const value = withVisibleNames(pick(data));
      sink.next(value, extensions?.cursor ?? value.cursor);
    },
  );
}
