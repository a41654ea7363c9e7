/** What came over the wire. */
export interface SubgraphAnswer {
  readonly text: string;
  readonly cacheControl: string | undefined;
}

/** Answers that are on their way, so that who asks the same meanwhile waits for the same answer. */
export interface InFlightFetches {
  /** @param key everything the answer depends on: the subgraph, the request, and whom it is for */
  share(key: string, fetch: () => Promise<SubgraphAnswer>): Promise<SubgraphAnswer>;
  /**
   * From now on nothing joins what was asked before. Called when something has changed: who changed it, or was told of
   * it, must not be answered from before.
   */
  forget(): void;
}

/** @param onShared called for every answer that was not asked for again */
export function createInFlightFetches(onShared: () => void): InFlightFetches {
  let underWay = new Map<string, Promise<SubgraphAnswer>>();
  return {
    share(key, fetch) {
      const known = underWay.get(key);
      if (known) {
        onShared();
        return known;
      }
      const entries = underWay;
      const answer = fetch().finally(() => entries.delete(key));
      entries.set(key, answer);
      return answer;
    },
    forget() {
      if (underWay.size > 0) underWay = new Map();
    },
  };
}
