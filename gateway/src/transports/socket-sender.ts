import { performance } from 'node:perf_hooks';
import type { WebSocket } from 'ws';
import type { TransportLimits } from './limits.ts';

/** Sends messages no faster than they are read. */
export interface SocketSender {
  /** Resolves when the message has left, or when there is nobody to send it to. */
  send(message: string): Promise<void>;
  /** Whether messages wait and none has left for as long as a reader may take. Pongs prove nothing: they need no reading. */
  isStalled(): boolean;
}

export function createSocketSender(
  socket: WebSocket,
  { bufferedBytes, stallTimeoutMilliseconds }: TransportLimits,
): SocketSender {
  let waiting = 0;
  let progressAt = 0;
  return {
    send(message) {
      // Each operation waits for its own messages; many together may still ask for more than is read.
      if (socket.bufferedAmount > bufferedBytes) socket.terminate();
      if (socket.readyState !== socket.OPEN) return Promise.resolve();
      if (waiting === 0) progressAt = performance.now();
      waiting += 1;
      return new Promise((resolve) => {
        socket.send(message, () => {
          waiting -= 1;
          progressAt = performance.now();
          resolve();
        });
      });
    },
    isStalled: () => waiting > 0 && performance.now() - progressAt >= stallTimeoutMilliseconds,
  };
}
