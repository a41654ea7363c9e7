import type { Logger } from '@codexcontinue/platform/log';
import type { ExpiredStore } from './data/expired-store.ts';

/** Lets go of what is over, as long as auth runs. */
export interface ExpiredRounds {
  start(): void;
  /** Resolves when the round that is under way has ended. */
  stop(): Promise<void>;
}

/** Soon, for those who run it for an hour a day; not at once, when there is most to do. */
export const FIRST_ROUND_MILLISECONDS = 60 * 1_000;
export const ROUND_MILLISECONDS = 60 * 60 * 1_000;

export function createExpiredRounds(store: ExpiredStore, logger: Logger): ExpiredRounds {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function round(): Promise<void> {
    try {
      const letGo = await store.letGo(new Date());
      if (Object.values(letGo).some((count) => count > 0)) logger.info(letGo, 'what is over was let go');
    } catch (error) {
      logger.warn({ err: error }, 'letting go of what is over failed; it is tried again');
    }
  }

  function schedule(milliseconds: number): void {
    timer = setTimeout(() => {
      running = round().finally(() => {
        if (!isStopped) schedule(ROUND_MILLISECONDS);
      });
    }, milliseconds);
  }

  return {
    start: () => schedule(FIRST_ROUND_MILLISECONDS),
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
