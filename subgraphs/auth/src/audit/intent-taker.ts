import type { Logger } from '@codexcontinue/platform/log';

/** Moves what auth did into the log: at once what is settled here, and every ten seconds what others left. */
export interface IntentTaker {
  /** Resolves when what was left before is in the log. */
  start(): Promise<void>;
  /** There is something to be moved. */
  wake(): void;
  stop(): Promise<void>;
}

/** For what other processes left behind; what is settled here is moved at once. */
const POLL_MILLISECONDS = 10_000;

/** @param takeIn moves one batch, and says whether there may be more */
export function createIntentTaker(
  takeIn: () => Promise<{ mayBeMore: boolean }>,
  logger: Logger,
): IntentTaker {
  let timer: NodeJS.Timeout | undefined;
  let taking: Promise<void> | undefined;
  let isWanted = false;
  let isStopped = false;

  async function takeAll(): Promise<void> {
    while ((await takeIn()).mayBeMore);
  }

  async function drain(): Promise<void> {
    while (isWanted && !isStopped) {
      isWanted = false;
      try {
        await takeAll();
      } catch (error) {
        logger.warn({ err: error }, 'entries wait to be taken into the audit log; trying again');
      }
    }
  }

  function wake(): void {
    isWanted = true;
    taking ??= drain().finally(() => {
      taking = undefined;
      if (isWanted && !isStopped) wake();
    });
  }

  return {
    async start() {
      await takeAll();
      timer = setInterval(wake, POLL_MILLISECONDS);
    },
    wake,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await taking;
      await takeAll().catch((error: unknown) =>
        logger.warn({ err: error }, 'entries wait to be taken into the audit log; the next start does'),
      );
    },
  };
}
