import { dayOf, type OperationUse, type UsageStore } from '@codexcontinue/platform/operations/usage-store';
import type { Logger } from '../graphql/request-context.ts';
import type { DocumentFacts } from './document-facts.ts';

/** Counts what is used, and hands it to a store now and then. */
export interface UsageRecorder {
  /** @param client a registered client's name, or `other` */
  record(client: string, facts: Omit<DocumentFacts, 'deprecated'>): void;
  start(): void;
  /** Hands over what was counted. Never rejects: what the store did not take is handed over the next time. */
  flush(): Promise<void>;
  /** Hands over the rest and closes the store. */
  stop(): Promise<void>;
}

const FLUSH_MILLISECONDS = 5_000;
const MAXIMUM_WAITING = 2_000;
const BATCH = 100;

export function createUsageRecorder(store: UsageStore, logger: Logger): UsageRecorder {
  let waiting = new Map<string, OperationUse & { count: number }>();
  let uncounted = 0;
  let failing = false;
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> = Promise.resolve();

  function count(use: OperationUse): void {
    const key = `${use.client}\n${use.documentHash}\n${use.operationName}`;
    const before = waiting.get(key);
    if (before) before.count += use.count;
    else if (waiting.size >= MAXIMUM_WAITING) uncounted += use.count;
    else waiting.set(key, { ...use });
  }

  async function handOver(): Promise<void> {
    const uses = [...waiting.values()];
    waiting = new Map();
    const day = dayOf(new Date());
    let stored = 0;
    try {
      for (; stored < uses.length; stored += BATCH) await store.add(day, uses.slice(stored, stored + BATCH));
      if (failing) logger.info('usage is counted again');
      failing = false;
    } catch (error) {
      if (!failing) logger.warn({ err: error }, 'usage cannot be kept just now; it is counted on');
      failing = true;
      for (const use of uses.slice(stored)) count(use);
    }
    if (uncounted > 0) logger.warn({ uncounted }, 'more different operations were used than can be counted');
    uncounted = 0;
  }

  function flush(): Promise<void> {
    // One after the other, so that what comes back is not overtaken.
    flushing = flushing.then(handOver);
    return flushing;
  }

  return {
    record(client, { documentHash, operationName, coordinates, isRegistered }) {
      count({ client, documentHash, operationName, coordinates, isRegistered, count: 1 });
    },
    start() {
      timer = setInterval(flush, FLUSH_MILLISECONDS);
    },
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
      await store.close();
    },
  };
}
