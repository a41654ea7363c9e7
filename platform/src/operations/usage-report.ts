import type { ReportedCoordinate, ReportedOperation, UsageReport } from './usage-store.ts';

/** What a store has kept of one day. */
export interface DayOfUsage {
  readonly day: string;
  /** By `operationKey`. */
  readonly operations: ReadonlyMap<string, number>;
  /** By `coordinateKey`. */
  readonly coordinates: ReadonlyMap<string, number>;
}

/** Names what is counted together. */
export function operationKey(client: string, operationName: string, documentHash: string): string {
  return JSON.stringify([client, operationName, documentHash]);
}

export function coordinateKey(client: string, coordinate: string): string {
  return JSON.stringify([client, coordinate]);
}

/**
 * Adds days up, the most used first.
 *
 * @param days in their order
 * @param coordinatesOf what a document depends on, by its hash
 */
export function summarise(
  from: string,
  to: string,
  days: readonly DayOfUsage[],
  coordinatesOf: ReadonlyMap<string, readonly string[]>,
): UsageReport {
  const operations = new Map<string, ReportedOperation>();
  const coordinates = new Map<string, ReportedCoordinate>();
  let executions = 0;
  for (const { day, ...kept } of days) {
    for (const [key, count] of kept.operations) {
      const [client, operationName, documentHash] = JSON.parse(key) as [string, string, string];
      executions += count;
      operations.set(key, {
        client,
        operationName,
        documentHash,
        count: (operations.get(key)?.count ?? 0) + count,
        lastUsedOn: day,
        coordinates: coordinatesOf.get(documentHash),
      });
    }
    for (const [key, count] of kept.coordinates) {
      const [client, coordinate] = JSON.parse(key) as [string, string];
      const known = coordinates.get(coordinate);
      coordinates.set(coordinate, {
        coordinate,
        count: (known?.count ?? 0) + count,
        clients: { ...known?.clients, [client]: (known?.clients[client] ?? 0) + count },
        lastUsedOn: day,
      });
    }
  }
  const byCount = (left: { count: number }, right: { count: number }) => right.count - left.count;
  return {
    from,
    to,
    executions,
    operations: [...operations.values()].sort(byCount),
    coordinates: [...coordinates.values()].sort(byCount),
  };
}
