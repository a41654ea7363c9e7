import type { Position } from '@codexcontinue/platform/event-log/event-log';
import type { CachePolicy } from '../cache/cache-policy.ts';
import type { CompiledFetch } from './compiled-plan.ts';
import type { DataObject } from './response-data.ts';

/** What a fetch asks for. */
export interface FetchRequest {
  readonly variables: Readonly<Record<string, unknown>>;
  /** The entities, JSON, each once; none for a fetch of root fields. */
  readonly representations: readonly string[];
}

/** The cache as one execution uses it: it finds entities, and is told all that the response is made of. */
export interface ExecutionCache {
  /** @returns by index of the representation; what is not there, or past the end, must be asked for */
  find(fetch: CompiledFetch, request: FetchRequest): Promise<readonly (DataObject | undefined)[]>;
  /** To be asked before a subgraph is. */
  asOf(): Position | undefined;
  /**
   * A subgraph has answered without an error.
   *
   * @param entities by index of the representation
   * @param asOf what `asOf` said before it was asked
   */
  answered(
    fetch: CompiledFetch,
    request: FetchRequest,
    entities: readonly unknown[],
    policy: CachePolicy,
    asOf: Position | undefined,
  ): void;
  /** The response must not be kept. */
  spoil(): void;
}
