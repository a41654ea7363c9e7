import { newId } from '../ids.ts';
import type { Jobs, QueueOptions } from '../jobs/jobs.ts';
import type { Logger } from '../log.ts';
import type { EgressTallies, EgressTally } from './egress-tallies.ts';

/** What services tell of their calls, until auth has written it down. */
export const EGRESS_QUEUE = 'egress.recorded';
export const EGRESS_QUEUE_OPTIONS: QueueOptions = { retryLimit: 10_000, expireInSeconds: 60 };

/** What is told at a time. */
export interface EgressBatch {
  readonly tallies: readonly EgressTally[];
}

/** Hands a batch on; throws when that did not work. */
export type SendEgress = (batch: EgressBatch) => Promise<void>;

/** Tells auth by a durable job. */
export function sendEgressByJobs(jobs: Jobs): SendEgress {
  let declared: Promise<void> | undefined;
  return async (batch) => {
    declared ??= jobs.declare(EGRESS_QUEUE, EGRESS_QUEUE_OPTIONS).catch((error: unknown) => {
      declared = undefined;
      throw error;
    });
    await declared;
    await jobs.send(EGRESS_QUEUE, batch, { id: newId() });
  };
}

const EVERY_MILLISECONDS = 10_000;

/** Tells of calls now and then, and at the end. */
export interface EgressReport {
  /** Tells what has not been told. What does not work is logged, and told with the next. */
  flush(): Promise<void>;
  /** Tells the last, and no more after that. */
  stop(): Promise<void>;
}

export function startEgressReport(tallies: EgressTallies, send: SendEgress, logger: Logger): EgressReport {
  let under: Promise<void> = Promise.resolve();
  async function tell(): Promise<void> {
    const taken = tallies.take();
    if (taken.length === 0) return;
    try {
      await send({ tallies: taken });
    } catch (error) {
      tallies.giveBack(taken);
      logger.warn({ err: error }, 'calls out of the system could not be told; they are told later');
    }
  }
  const flush = (): Promise<void> => {
    under = under.then(tell);
    return under;
  };
  const timer = setInterval(flush, EVERY_MILLISECONDS);
  timer.unref();
  return {
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
    },
  };
}
