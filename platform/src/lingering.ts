import type { Server } from 'node:net';

/** The connections of a server that is to stop. */
export interface OpenConnections {
  /** Resolves when there are none, or when the time is up. */
  untilNone(limitMilliseconds: number): Promise<void>;
}

/**
 * Watches a server's connections. A client that keeps one open may be sending over it in the very moment it is closed,
 * and cannot know whether what it sent was done; where it has been told by an answer, it does not.
 */
export function watchConnections(server: Server): OpenConnections {
  let open = 0;
  let onNone: (() => void) | undefined;
  server.on('connection', (socket) => {
    open += 1;
    socket.once('close', () => {
      open -= 1;
      if (open === 0) onNone?.();
    });
  });
  return {
    async untilNone(limitMilliseconds) {
      if (open === 0) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      onNone = resolve;
      const timer = setTimeout(resolve, limitMilliseconds);
      await promise;
      clearTimeout(timer);
    },
  };
}
