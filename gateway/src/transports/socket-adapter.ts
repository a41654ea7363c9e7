import { performance } from 'node:perf_hooks';
import type { Logger } from '@codexcontinue/platform/log';
import type { Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { LiveCaller } from '../identity/live-caller.ts';
import type { ClientIdentity } from '../operations/client-identity.ts';
import type { BatchingSocket } from './batching-socket.ts';
import type { Seat } from './connection-seats.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { TransportLimits } from './limits.ts';
import { createSocketSender } from './socket-sender.ts';
import { createTokenBucket } from './token-bucket.ts';

/** What graphql-ws knows about a connection beside the protocol's own state. Thousands are idle: it is kept small. */
export interface SocketExtra {
  readonly socket: BatchingSocket;
  readonly seat: Seat;
  readonly requestId: string;
  /** The client's address. */
  readonly remoteAddress: string;
  /** Set by `connection_init`. */
  speaker?: LiveCaller;
  client?: ClientIdentity | undefined;
  /** Made with the first operation. */
  logger?: Logger;
}

/** 4400 to 4500 belong to graphql-transport-ws; 4500 is its internal error. */
const INTERNAL_ERROR = 4500;
const POLICY_VIOLATION = 1008;
/** Who was revoked, or floods, is gone within a second. */
const CLOSE_TIMEOUT_MILLISECONDS = 500;

/**
 * Connects one `ws` socket with graphql-ws. Unlike the adapter of graphql-ws it lets no more than a little wait for
 * a reader, gives up on a reader that stalls and on a sender that floods, and logs through our logger.
 */
export function adaptSocket(
  server: Server<SocketExtra>,
  extra: SocketExtra,
  context: { readonly logger: Logger; readonly heartbeat: Heartbeat; readonly limits: TransportLimits },
): void {
  const { socket, requestId } = extra;
  const { logger, limits } = context;
  const sender = createSocketSender(socket, limits);
  const mayReceive = createTokenBucket(limits.messagesPerSecond, limits.messageBurst, () =>
    performance.now(),
  );
  let flooded = false;

  /** @returns whether the frame is to be looked at */
  function receive(): boolean {
    if (flooded) return false;
    if (mayReceive()) return true;
    flooded = true;
    closeForGood(socket, POLICY_VIOLATION, 'Too many messages');
    return false;
  }

  let answered = true;
  const stopHeartbeat = context.heartbeat.add(() => {
    if (!answered || sender.isStalled()) return socket.terminate();
    answered = false;
    socket.ping();
  });
  socket.on('ping', receive);
  socket.on('pong', () => {
    answered = receive();
  });

  const closed = server.opened(
    {
      protocol: socket.protocol,
      send: sender.send,
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) => {
        socket.on('message', (message) => {
          if (!receive()) return;
          handle(String(message)).catch((error: unknown) => {
            logger.error({ err: error, requestId }, 'a WebSocket failed');
            socket.close(INTERNAL_ERROR, 'Internal server error');
          });
        });
      },
    },
    extra,
  );
  // `ws` closes the socket itself after an error (a frame too large, broken UTF-8); there is nothing to add.
  socket.on('error', (error) => logger.info({ err: error, requestId }, 'a WebSocket broke'));
  socket.once('close', (code, reason) => {
    stopHeartbeat();
    extra.seat.leave();
    closed(code, String(reason)).catch((error: unknown) =>
      logger.error({ err: error, requestId }, 'closing a WebSocket failed'),
    );
  });
}

/** Does not wait for a client that sends on, or reads nothing, instead of answering the closing. */
export function closeForGood(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  const timer = setTimeout(() => socket.terminate(), CLOSE_TIMEOUT_MILLISECONDS);
  socket.once('close', () => clearTimeout(timer));
}
