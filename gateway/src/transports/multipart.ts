import { parseAccept } from '../http/accept.ts';
import type { StreamEncoding } from './response-stream.ts';

const PROTOCOL_VERSION = '1.0';
const BOUNDARY = 'graphql';

/** Whether a client takes subscriptions as `multipart/mixed;subscriptionSpec=1.0`. */
export function wantsMultipart(accept: string | undefined): boolean {
  return parseAccept(accept).some(
    ({ type, parameters }) =>
      type === 'multipart/mixed' && parameters.get('subscriptionspec') === PROTOCOL_VERSION,
  );
}

/**
 * Apollo's multipart protocol for subscriptions over HTTP, version 1.0. Each part is followed by its boundary at once:
 * clients take a part for whole only when they have seen what ends it.
 */
export const MULTIPART: StreamEncoding = {
  contentType: `multipart/mixed;boundary="${BOUNDARY}";subscriptionSpec=${PROTOCOL_VERSION}`,
  opening: `\r\n--${BOUNDARY}${part({})}`,
  heartbeat: part({}),
  // The cursor is in `extensions.cursor` of the result.
  result: (payload) => part({ payload }),
  failure: (errors) => part({ payload: null, errors }),
  completion: '--\r\n',
  departure: `${part({
    payload: null,
    errors: [
      {
        message: 'This gateway is stopping. Subscribe again with `after` set to the last cursor.',
        extensions: { code: 'SERVICE_UNAVAILABLE' },
      },
    ],
  })}--\r\n`,
};

function part(body: unknown): string {
  return `\r\ncontent-type: application/json\r\n\r\n${JSON.stringify(body)}\r\n--${BOUNDARY}`;
}
