import type { IncomingMessage } from 'node:http';
import type { Logger } from '@codexcontinue/platform/log';
import type { Server } from 'graphql-ws';
import type { WebSocket } from 'ws';

/** What graphql-ws knows about a connection beside the protocol's own state. */
export interface SocketExtra {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly requestId: string;
  readonly logger: Logger;
}

const PING_INTERVAL_MILLISECONDS = 12_000;
/** A message that has not left by then never will: the other side has stopped reading. */
const SEND_TIMEOUT_MILLISECONDS = 30_000;
/** 4400 to 4500 belong to graphql-transport-ws; 4500 is its internal error. */
const INTERNAL_ERROR = 4500;

/**
 * Connects one `ws` socket with graphql-ws. Unlike the adapter of graphql-ws it waits until a message has left before the
 * next event is taken, gives up on a reader that stalls, and logs through our logger.
 */
export function adaptSocket(server: Server<SocketExtra>, extra: SocketExtra): void {
  const { socket, logger } = extra;
  const fail = (error: unknown) => {
    logger.error({ err: error }, 'a WebSocket failed');
    socket.close(INTERNAL_ERROR, 'Internal server error');
  };

  let answered = true;
  const ping = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, PING_INTERVAL_MILLISECONDS);
  socket.on('pong', () => {
    answered = true;
  });

  const closed = server.opened(
    {
      protocol: socket.protocol,
      send: (message) => send(socket, message),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) => {
        socket.on('message', (message) => {
          handle(String(message)).catch(fail);
        });
      },
    },
    extra,
  );
  // `ws` closes the socket itself after an error (a frame too large, broken UTF-8); there is nothing to add.
  socket.on('error', (error) => logger.info({ err: error }, 'a WebSocket broke'));
  socket.once('close', (code, reason) => {
    clearInterval(ping);
    closed(code, String(reason)).catch((error: unknown) =>
      logger.error({ err: error }, 'closing a WebSocket failed'),
    );
  });
}

/** Resolves when the message has left, or when there is nobody to send it to. */
function send(socket: WebSocket, message: string): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve();
    const timer = setTimeout(() => socket.terminate(), SEND_TIMEOUT_MILLISECONDS);
    socket.send(message, () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
