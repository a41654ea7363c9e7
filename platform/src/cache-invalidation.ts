import type { JsonObject } from './event-log/event-log.ts';

/** The topic that every gateway follows: what is told here is no longer answered from a cache. */
export const CACHE_INVALIDATION_TOPIC = 'cache:invalidation';

/** An entity by its type and key, as the schema's `@key` names it: `{ __typename: 'Document', id: '…' }`. */
export interface EntityReference {
  readonly __typename: string;
  readonly [keyField: string]: unknown;
}

/** What has changed. */
export interface CacheInvalidation {
  /** A new entity counts too: lists that it belongs to were kept without it. */
  readonly entities?: readonly EntityReference[];
  /** As `@cacheTag` formats them. */
  readonly tags?: readonly string[];
}

/** The event that says so; add it to the outbox in the transaction that changes it. */
export function cacheInvalidationEvent({ entities = [], tags = [] }: CacheInvalidation): JsonObject {
  return { entities, tags };
}

/** Reads such an event; what has another form invalidates nothing. */
export function readCacheInvalidation(data: JsonObject): Required<CacheInvalidation> {
  const { entities, tags } = data;
  return {
    entities: Array.isArray(entities) ? entities.filter(isEntityReference) : [],
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
  };
}

function isEntityReference(value: unknown): value is EntityReference {
  return (
    typeof value === 'object' &&
    value !== null &&
    '__typename' in value &&
    typeof value.__typename === 'string'
  );
}
