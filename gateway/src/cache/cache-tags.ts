import type { EntityReference } from '@codexcontinue/platform/cache-invalidation';

/** Every entity of a type, those that do not exist yet included: lists depend on it. */
export function typeTag(typename: string): string {
  return `type ${typename}`;
}

/** One entity by one of its keys. */
export function entityTag(typename: string, key: Readonly<Record<string, unknown>>): string {
  return `entity ${typename} ${canonicalJson(key)}`;
}

/** What depends on an entity that has changed: itself, and what was made of its whole type. */
export function entityTags({ __typename, ...key }: EntityReference): string[] {
  return [typeTag(__typename), entityTag(__typename, key)];
}

/** JSON with the keys of objects in one order. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
