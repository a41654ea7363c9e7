import type { Logger } from '../log.ts';
import type { Metrics } from '../metrics.ts';

/** A call out of the system, or one that was not let out. Never its path, which may carry secrets. */
export interface EgressCall {
  readonly at: Date;
  /** What it was for, a word of the code: `policy-hook`. */
  readonly purpose: string;
  /** With its port, where that is not the protocol's own. */
  readonly host: string;
  readonly port: number;
  /** Of HTTP; `CONNECT` for a connection of another protocol. */
  readonly method: string;
  readonly outcome: 'answered' | 'failed' | 'refused';
  /** Of an answer. */
  readonly status: number | undefined;
  /** Why it failed or was refused. */
  readonly reason: string | undefined;
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

/** Keeps what went out. */
export interface EgressLedger {
  record(call: EgressCall): void;
  /** The latest first. */
  list(): readonly EgressCall[];
}

const CAPACITY = 1_000;

/**
 * The latest calls of this process in memory, each also a line of the log and counted.
 *
 * @param capacity the oldest give way to what comes after so many
 */
export function createEgressLedger(options: {
  readonly logger: Logger;
  readonly metrics?: Metrics | undefined;
  readonly capacity?: number | undefined;
  /** Told of each call, to keep it longer. */
  readonly onCall?: ((call: EgressCall) => void) | undefined;
}): EgressLedger {
  const { logger, metrics, capacity = CAPACITY, onCall } = options;
  const calls: EgressCall[] = [];
  const counted = metrics?.counter('egress_calls_total', 'Calls out of the system, and those not let out.', [
    'purpose',
    'outcome',
  ]);
  const bytes = metrics?.counter('egress_bytes_total', 'Bytes of the bodies that went out and came in.', [
    'purpose',
    'direction',
  ]);
  return {
    record(call) {
      calls.push(call);
      if (calls.length > capacity) calls.shift();
      const { purpose, outcome } = call;
      counted?.inc({ purpose, outcome });
      bytes?.inc({ purpose, direction: 'sent' }, call.sentBytes);
      bytes?.inc({ purpose, direction: 'received' }, call.receivedBytes);
      if (outcome === 'refused') logger.warn({ egress: call }, 'a call out of the system was refused');
      else logger.info({ egress: call }, 'a call out of the system');
      onCall?.(call);
    },
    list: () => calls.toReversed(),
  };
}
