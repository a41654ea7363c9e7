import { Agent } from 'node:http';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { Egress } from './egress.ts';

/**
 * An agent for libraries that call by `node:http` themselves. Whatever they ask for, it connects to one configured
 * address, and each connection is a call of the ledger.
 *
 * @param configured `https://collector.example.org`; with `https:` it speaks TLS and checks the host's certificate
 */
export function createEgressAgent(egress: Egress, purpose: string, configured: string): Agent {
  const { protocol, hostname } = new URL(configured);
  const isSecure = protocol === 'https:';
  return new (class extends Agent {
    // What `https.Agent` says of itself: Node refuses requests to an agent of the other protocol.
    readonly protocol = protocol;
    override createConnection(
      _options: unknown,
      callback?: (error: Error | null, stream: Duplex) => void,
    ): null {
      egress.connect(purpose, configured).then(
        (socket) => callback?.(null, isSecure ? connectTls({ socket, servername: hostname }) : socket),
        (error: Error) => callback?.(error, undefined as never),
      );
      return null;
    }
  })({ keepAlive: true });
}
