import { Agent, type Dispatcher } from 'undici';
import { createCheckedConnector, type Resolve, resolveBySystem } from './connector.ts';
import type { EgressLedger } from './ledger.ts';
import { recordCall } from './record-call.ts';
import { EgressRefusedError } from './refused-error.ts';
import { type EgressRule, ruleFor, ruleOfConfigured } from './rules.ts';

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
  dispatcher(purpose: string, configured?: string): Dispatcher;
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
  return {
    dispatcher(purpose, configured) {
      const rules =
        configured === undefined ? options.rules : [...options.rules, ruleOfConfigured(configured)];
      const agent = new Agent({ connections: CONNECTIONS, connect: createCheckedConnector(rules, resolve) });
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
    async close() {
      await Promise.all(agents.map((agent) => agent.close()));
    },
  };
}
