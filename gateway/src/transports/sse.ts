import { parseAccept } from '../http/accept.ts';
import type { StreamEncoding } from './response-stream.ts';

/** Clients list `text/event-stream` among others all the time: only who puts it first wants a stream. */
export function wantsEventStream(accept: string | undefined): boolean {
  return parseAccept(accept)[0]?.type === 'text/event-stream';
}

/** How soon a client comes back whose stream broke: within the time a rolling deploy takes to move on. */
const RETRY_MILLISECONDS = 1_000;

/** Server-sent events as graphql-sse's distinct connections; `id` is the cursor. */
export const EVENT_STREAM: StreamEncoding = {
  contentType: 'text/event-stream; charset=utf-8',
  opening: `: open\nretry: ${RETRY_MILLISECONDS}\n\n`,
  heartbeat: ': ping\n\n',
  result: (result, cursor) =>
    `event: next\n${cursor === undefined ? '' : `id: ${cursor}\n`}data: ${JSON.stringify(result)}\n\n`,
  failure: (errors) => `event: next\ndata: ${JSON.stringify({ errors })}\n\n`,
  completion: 'event: complete\ndata:\n\n',
  // Without `complete` a client comes back, with its last event's id.
  departure: '',
};
