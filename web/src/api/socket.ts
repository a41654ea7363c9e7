import { type Client, createClient } from 'graphql-ws';
import type { Session } from '../session/session.ts';
import { CLIENT_NAME } from './client-name.ts';

/** The one WebSocket that carries all subscriptions. */
export interface LiveSocket {
  client: Client;
  isOpen: () => boolean;
}

const PING_MILLISECONDS = 10_000;
const PONG_WITHIN_MILLISECONDS = 5_000;

/** Opened with the first subscription, closed with the last. Retrying is the resumable layer's job, which has the cursor. */
export function createSocket(session: Session): LiveSocket {
  const url = new URL('/graphql', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  let open = false;
  let pongTimer: number | undefined;
  const client = createClient({
    url: url.href,
    lazy: true,
    lazyCloseTimeout: 3_000,
    retryAttempts: 0,
    keepAlive: PING_MILLISECONDS,
    connectionAckWaitTimeout: 10_000,
    connectionParams: async () => {
      const token = await session.token();
      return token === undefined ? CLIENT_NAME : { ...CLIENT_NAME, authorization: `Bearer ${token}` };
    },
    on: {
      connected: () => {
        open = true;
      },
      closed: () => {
        open = false;
        window.clearTimeout(pongTimer);
      },
      // A network that died silently shows by the missing pong, long before TCP notices.
      ping: (received) => {
        if (!received) pongTimer = window.setTimeout(() => client.terminate(), PONG_WITHIN_MILLISECONDS);
      },
      pong: (received) => {
        if (received) window.clearTimeout(pongTimer);
      },
    },
  });
  return { client, isOpen: () => open };
}
