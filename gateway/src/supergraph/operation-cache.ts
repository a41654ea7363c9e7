import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type OverrideConditions, type PreparedOperation, prepareOperation } from './prepared-operation.ts';
import type { LoadedSupergraph } from './supergraph.ts';

/** An operation as it is asked for. */
export interface OperationKey {
  readonly document: DocumentNode;
  /** Names the text of the document. */
  readonly documentHash: string;
  readonly operationName: string | undefined;
  readonly overrideConditions: OverrideConditions;
}

/** Prepared operations of one supergraph, the least recently used let go. */
export interface OperationCache {
  prepare(key: OperationKey): PreparedOperation;
  /** The operations asked for most often, most often first. */
  mostUsed(count: number): OperationKey[];
}

interface Entry {
  readonly key: OperationKey;
  readonly prepared: PreparedOperation;
  uses: number;
}

const MAXIMUM_OPERATIONS = 2_000;

/** @param onPlanned called with the time each operation took to plan */
export function createOperationCache(
  supergraph: LoadedSupergraph,
  onPlanned: (seconds: number) => void,
): OperationCache {
  const entries = new LRUCache<string, Entry>({ max: MAXIMUM_OPERATIONS });
  return {
    prepare(key) {
      const text = textOf(key);
      const known = entries.get(text);
      if (known) {
        known.uses += 1;
        return known.prepared;
      }
      const began = performance.now();
      const prepared = prepareOperation(supergraph, key.document, key.operationName, key.overrideConditions);
      onPlanned((performance.now() - began) / 1_000);
      entries.set(text, { key, prepared, uses: 1 });
      return prepared;
    },
    mostUsed: (count) =>
      [...entries.values()]
        .sort((left, right) => right.uses - left.uses)
        .slice(0, count)
        .map(({ key }) => key),
  };
}

function textOf({ documentHash, operationName = '', overrideConditions }: OperationKey): string {
  let labels = '';
  for (const [label, applies] of overrideConditions) if (applies) labels += `\n${label}`;
  return `${documentHash}\n${operationName}${labels}`;
}
