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

type Use = Omit<OperationUse, 'client' | 'count'>;

export function createUsageRecorder(store: UsageStore, logger: Logger): UsageRecorder {
  /** By client, then by what is known of the document: mostly the same object again, which is found for nothing. */
  let waiting = new Map<string, Map<Use, number>>();
  let different = 0;
  let uncounted = 0;
  let failing = false;
  let timer: NodeJS.Timeout | undefined;
  let flushing: Promise<void> = Promise.resolve();

  function count(client: string, use: Use, times: number): void {
    const ofClient = waiting.get(client) ?? new Map<Use, number>();
    const before = ofClient.get(use);
    if (before === undefined && different >= MAXIMUM_WAITING) {
      uncounted += times;
      return;
    }
    if (before === undefined) different += 1;
    ofClient.set(use, (before ?? 0) + times);
    waiting.set(client, ofClient);
  }

  /** What was counted, each operation of a client once. */
  function takeWaiting(): (OperationUse & { count: number })[] {
    const uses = new Map<string, OperationUse & { count: number }>();
    for (const [client, ofClient] of waiting) {
      for (const [{ documentHash, operationName, coordinates, isRegistered }, times] of ofClient) {
        const key = `${client}\n${documentHash}\n${operationName}`;
        const same = uses.get(key);
        if (same) same.count += times;
        else uses.set(key, { client, documentHash, operationName, coordinates, isRegistered, count: times });
      }
    }
    waiting = new Map();
    different = 0;
    return [...uses.values()];
  }

  async function handOver(): Promise<void> {
    const uses = takeWaiting();
    const day = dayOf(new Date());
    let stored = 0;
    try {
      for (; stored < uses.length; stored += BATCH) await store.add(day, uses.slice(stored, stored + BATCH));
      if (failing) logger.info('usage is counted again');
      failing = false;
    } catch (error) {
      if (!failing) logger.warn({ err: error }, 'usage cannot be kept just now; it is counted on');
      failing = true;
      for (const { client, count: times, ...use } of uses.slice(stored)) count(client, use, times);
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
    record: (client, facts) => count(client, facts, 1),
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
