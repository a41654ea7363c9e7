import {
  EGRESS_QUEUE,
  EGRESS_QUEUE_OPTIONS,
  type EgressBatch,
} from '@codexcontinue/platform/egress/egress-report';
import type { Jobs } from '@codexcontinue/platform/jobs/jobs';
import type { Logger } from '@codexcontinue/platform/log';
import type { EgressStore } from '../data/egress-store.ts';

/** Writes down what services tell of their calls, and lets go of what is too old. */
export interface EgressKeeper {
  start(): Promise<void>;
  /** @returns how much was let go */
  letGoOfOld(now: Date): Promise<number>;
  stop(): void;
}

const ROUND_MILLISECONDS = 60 * 60 * 1_000;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1_000;

export function createEgressKeeper(options: {
  readonly store: EgressStore;
  readonly jobs: Jobs;
  /** How long calls are kept; 0 keeps them for ever. */
  readonly retentionDays: number;
  readonly logger: Logger;
}): EgressKeeper {
  const { store, jobs, retentionDays, logger } = options;
  let timer: NodeJS.Timeout | undefined;

  async function letGoOfOld(now: Date): Promise<number> {
    if (retentionDays === 0) return 0;
    return store.letGoBefore(new Date(now.getTime() - retentionDays * DAY_MILLISECONDS));
  }

  return {
    async start() {
      await jobs.declare(EGRESS_QUEUE, EGRESS_QUEUE_OPTIONS);
      await jobs.work<EgressBatch>(EGRESS_QUEUE, { concurrency: 1 }, async ({ data }) => {
        await store.add(data.tallies);
      });
      timer = setInterval(() => {
        letGoOfOld(new Date()).catch((error: unknown) =>
          logger.warn({ err: error }, 'the retention of calls out of the system failed; it is tried again'),
        );
      }, ROUND_MILLISECONDS);
    },
    letGoOfOld,
    stop: () => clearInterval(timer),
  };
}
