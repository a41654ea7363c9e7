import { performance } from 'node:perf_hooks';
import type { BatchingSocket } from './batching-socket.ts';
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
const AT_ONCE = Promise.resolve();

export function createSocketSender(
  socket: BatchingSocket,
  { bufferedBytes, stallTimeoutMilliseconds }: TransportLimits,
): SocketSender {
  let waiting = 0;
  let progressAt = 0;

  function left(): void {
    waiting -= 1;
    progressAt = performance.now();
  }

  return {
    send(message) {
      // Each operation waits for its own messages; many together may still ask for more than is read.
      if (socket.bufferedAmount + socket.gatheredBytes > bufferedBytes) socket.terminate();
      if (socket.readyState !== socket.OPEN) return AT_ONCE;
      if (waiting === 0) progressAt = performance.now();
      waiting += 1;
      if (socket.bufferedAmount + socket.gatheredBytes + message.length < WINDOW_BYTES) {
        socket.sendTogether(message, left);
        return AT_ONCE;
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      socket.sendTogether(message, () => {
        left();
        resolve();
      });
      socket.flush();
      return promise;
    },
    isStalled: () => waiting > 0 && performance.now() - progressAt >= stallTimeoutMilliseconds,
  };
}
