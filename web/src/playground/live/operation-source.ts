import type { StreamSource } from '../../api/resumable-subscription.ts';
import type { LiveSocket } from '../../api/socket.ts';
import { reportErrors, socketSource } from '../../api/stream-source.ts';
import { withResumeCursor } from './resume-document.ts';

/** What GraphiQL asks for. */
export interface AskedOperation {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: unknown;
}

/**
 * Attempts of a person's own subscription: the first as they wrote it, the later ones after the last cursor. Its values
 * are whole results, as GraphiQL shows them.
 */
export function operationSource(socket: LiveSocket, asked: AskedOperation): StreamSource<unknown> {
  const operationName = asked.operationName ?? undefined;
  const variables = (asked.variables ?? {}) as Record<string, unknown>;
  return socketSource<unknown, unknown>(
    socket,
    (after) => {
      const resumable = after === undefined ? undefined : withResumeCursor(asked.query, operationName);
      return {
        operationName,
        query: resumable?.query ?? asked.query,
        variables: resumable ? { ...variables, [resumable.variable]: after } : variables,
      };
    },
    (result, sink) => {
      const cursor = result.extensions?.cursor;
      const isFailure = result.errors && (result.data ?? undefined) === undefined && cursor === undefined;
      if (isFailure) reportErrors(result.errors ?? [], sink);
      else sink.next(result, cursor);
    },
  );
}
