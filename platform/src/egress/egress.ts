import type { Socket } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import { openCheckedSocket } from './checked-socket.ts';
import { createCheckedConnector, type Resolve, resolveBySystem } from './connector.ts';
import type { EgressLedger } from './ledger.ts';
import { recordCall } from './record-call.ts';
import { EgressRefusedError } from './refused-error.ts';
import { type EgressRule, ruleFor, ruleOfConfigured } from './rules.ts';

/** How long calls may take, in milliseconds; 0 for no limit of this kind. */
export interface EgressTimeouts {
  /** To accept a connection; 5 s when left out. */
  readonly connect?: number;
  /** Until the headers of the answer; undici's own when left out. */
  readonly headers?: number;
  /** Between two pieces of the answer; undici's own when left out. */
  readonly body?: number;
}

/** The one way out of the system. */
export interface Egress {
  /**
   * Makes calls for one purpose. What no rule allows ends with EgressRefusedError, each redirect is a call of its own, and
   * each call is recorded.
   *
   * @param purpose a word for the ledger
   * @param configured an address out of the configuration, which needs no rule; where there is one of its host, that
   *   says where it may lead to
   */
  dispatcher(purpose: string, configured?: string, timeouts?: EgressTimeouts): Dispatcher;
  /**
   * Opens a connection to an address out of the configuration, for a protocol that is not HTTP. It is recorded when it
   * ends.
   *
   * @param configured `smtp://mail.example.org:587`
   * @throws EgressRefusedError
   */
  connect(purpose: string, configured: string): Promise<Socket>;
  /** Ends what is open. */
  close(): Promise<void>;
}

/** Of one destination and purpose. */
const CONNECTIONS = 32;

/** @param resolve the system's look-up when left out */
export function createEgress(options: {
  readonly rules: readonly EgressRule[];
  readonly ledger: EgressLedger;
  readonly resolve?: Resolve | undefined;
}): Egress {
  const { ledger, resolve = resolveBySystem } = options;
  const agents: Agent[] = [];
  const sockets = new Set<Socket>();
  const rulesWith = (configured: string | undefined) =>
    configured === undefined ? options.rules : [...options.rules, ruleOfConfigured(configured)];
  return {
    dispatcher(purpose, configured, timeouts = {}) {
      const rules = rulesWith(configured);
      const agent = new Agent({
        connections: CONNECTIONS,
        connect: createCheckedConnector(rules, resolve, timeouts.connect),
        ...(timeouts.headers === undefined ? {} : { headersTimeout: timeouts.headers }),
        ...(timeouts.body === undefined ? {} : { bodyTimeout: timeouts.body }),
      });
      agents.push(agent);
      return agent.compose((dispatch) => (call, handler) => {
        const origin = new URL(String(call.origin));
        const recorded = recordCall(
          { purpose, origin, method: call.method, body: call.body },
          handler,
          ledger,
        );
        // Said again when it connects: here it is said before anything is resolved, and of connections that are open.
        if (ruleFor(rules, origin) === undefined) {
          const refusal = new EgressRefusedError('host', origin.host);
          recorded.refuse(refusal);
          throw refusal;
        }
        return dispatch(call, recorded.handler);
      });
    },
    async connect(purpose, configured) {
      const rules = rulesWith(configured);
      const socket = await openCheckedSocket(new URL(configured), { purpose, rules, resolve, ledger });
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      return socket;
    },
    async close() {
      const ends = [...sockets].map((socket) => new Promise<void>((end) => socket.once('close', end)));
      for (const socket of sockets) socket.destroy();
      // Whoever was given a dispatcher may have ended it already.
      await Promise.all([
        ...ends,
        ...agents.filter(({ destroyed }) => !destroyed).map((agent) => agent.close()),
      ]);
    },
  };
}
