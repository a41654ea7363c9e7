import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { createEgress, type Egress } from './egress.ts';
import { type EgressReport, type SendEgress, startEgressReport } from './egress-report.ts';
import { createEgressTallies } from './egress-tallies.ts';
import { createEgressLedger } from './ledger.ts';
import type { EgressRule } from './rules.ts';

/** The way out of a service, with what it tells of it. */
export interface ServiceEgress extends Egress {
  /** From now on calls are told to who keeps them; those of before, too. */
  reportTo(send: SendEgress): void;
  /** Tells what has not been told. */
  flush(): Promise<void>;
  /** Tells the last. Calls may go on; they are in the log. */
  stopReport(): Promise<void>;
}

/**
 * @param options.service whose calls they are
 * @param options.rules `EGRESS_ALLOW`; nothing beside what is configured when left out
 */
export function openEgress(options: {
  readonly service: string;
  readonly rules?: readonly EgressRule[] | undefined;
  readonly logger: Logger;
  readonly metrics?: Metrics | undefined;
}): ServiceEgress {
  const { logger, metrics } = options;
  const tallies = createEgressTallies(options.service);
  const ledger = createEgressLedger({ logger, metrics, onCall: tallies.add });
  let report: EgressReport | undefined;
  return {
    ...createEgress({ rules: options.rules ?? [], ledger }),
    reportTo(send) {
      report = startEgressReport(tallies, send, logger);
    },
    flush: async () => report?.flush(),
    stopReport: async () => report?.stop(),
  };
}
