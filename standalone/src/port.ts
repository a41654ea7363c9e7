import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Fails at once when a port is taken, before the database has been opened for nothing. The gateway may still find it
 * taken later; it says the same then.
 *
 * @throws the system's error, EADDRINUSE
 */
export async function requireFreePort(port: number, host: string): Promise<void> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
}
