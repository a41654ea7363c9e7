import { coordinateKey, operationKey, summarise } from './usage-report.ts';
import { addDays, DEFAULT_USAGE_LIMITS, type UsageLimits, type UsageStore } from './usage-store.ts';

interface Day {
  readonly operations: Map<string, number>;
  readonly coordinates: Map<string, number>;
  unregistered: number;
}

/** Keeps usage in this process, for as long as it runs. */
export function createMemoryUsageStore(limits: UsageLimits = DEFAULT_USAGE_LIMITS): UsageStore {
  const days = new Map<string, Day>();
  /** In the order of their last use. */
  const documents = new Map<string, readonly string[]>();

  function keepDocument(hash: string, coordinates: readonly string[]): void {
    documents.delete(hash);
    documents.set(hash, coordinates);
    const [oldest] = documents.keys();
    if (documents.size > limits.documents && oldest !== undefined) documents.delete(oldest);
  }

  function forgetBefore(day: string): void {
    for (const kept of days.keys()) if (kept < day) days.delete(kept);
  }

  return {
    async add(day, uses) {
      forgetBefore(addDays(day, 1 - limits.days));
      const kept = days.get(day) ?? { operations: new Map(), coordinates: new Map(), unregistered: 0 };
      days.set(day, kept);
      for (const { client, operationName, documentHash, coordinates, count, isRegistered } of uses) {
        let key = operationKey(client, operationName, documentHash);
        const isNew = !kept.operations.has(key);
        const fits = isRegistered || !isNew || kept.unregistered < limits.operationsPerDay;
        if (!fits) key = operationKey(client, '', '');
        else if (isNew && !isRegistered) kept.unregistered += 1;
        increase(kept.operations, key, count);
        for (const coordinate of coordinates ?? []) {
          increase(kept.coordinates, coordinateKey(client, coordinate), count);
        }
        if (fits && coordinates) keepDocument(documentHash, coordinates);
      }
    },
    async read(from, to) {
      const within = [...days]
        .filter(([day]) => day >= from && day <= to)
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([day, { operations, coordinates }]) => ({ day, operations, coordinates }));
      return summarise(from, to, within, documents);
    },
    async close() {},
  };
}

function increase(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
