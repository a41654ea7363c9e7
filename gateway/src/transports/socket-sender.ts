import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { TransportLimits } from './limits.ts';

/** Sends messages no faster than they are read, those of one moment together. */
export interface SocketSender {
  /** Resolves when the next message may come: while little waits at once, otherwise when this one has left. */
  send(message: string): Promise<void>;
  /** Whether messages wait and none has left for as long as a reader may take. Pongs prove nothing: they need no reading. */
  isStalled(): boolean;
}

/** So much may wait without the next message being held back; a system call a message would cost more than the rest. */
const WINDOW_BYTES = 64 * 1_024;

/** @param stream what the socket was made on */
export function createSocketSender(
  socket: WebSocket,
  stream: Duplex,
  { bufferedBytes, stallTimeoutMilliseconds }: TransportLimits,
): SocketSender {
  let waiting = 0;
  let progressAt = 0;
  let corked = false;

  function cork(): void {
    if (corked) return;
    corked = true;
    stream.cork();
    setImmediate(uncork);
  }

  function uncork(): void {
    if (!corked) return;
    corked = false;
    stream.uncork();
  }

  return {
    send(message) {
      // Each operation waits for its own messages; many together may still ask for more than is read.
      if (socket.bufferedAmount > bufferedBytes) socket.terminate();
      if (socket.readyState !== socket.OPEN) return Promise.resolve();
      if (waiting === 0) progressAt = performance.now();
      waiting += 1;
      cork();
      const left = new Promise<void>((resolve) => {
        socket.send(message, () => {
          waiting -= 1;
          progressAt = performance.now();
          resolve();
        });
      });
      if (socket.bufferedAmount < WINDOW_BYTES) return Promise.resolve();
      uncork();
      return left;
    },
    isStalled: () => waiting > 0 && performance.now() - progressAt >= stallTimeoutMilliseconds,
  };
}
