import type { RecordedFetch } from './operation-record.ts';

export const DEFAULT_SLOW_OPERATION_MILLISECONDS = 1_000;

/** A subgraph's part in a slow operation. */
export interface SubgraphShare {
  readonly subgraph: string;
  readonly count: number;
  /** Of all calls together; parallel ones count twice. */
  readonly milliseconds: number;
  readonly slowest: number;
}

/** The calls of an operation by subgraph, the one that took longest first. Milliseconds are rounded. */
export function sharesOf(fetches: readonly RecordedFetch[]): SubgraphShare[] {
  return [...Map.groupBy(fetches, ({ subgraph }) => subgraph)]
    .map(([subgraph, calls]) => {
      const times = calls.map(({ milliseconds }) => milliseconds);
      return {
        subgraph,
        count: calls.length,
        milliseconds: Math.round(times.reduce((sum, time) => sum + time, 0)),
        slowest: Math.round(Math.max(...times)),
      };
    })
    .sort((left, right) => right.milliseconds - left.milliseconds);
}
