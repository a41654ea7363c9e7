import { mapExchange } from 'urql';
import { visibleText } from '../content/hidden-characters.ts';

/** The fields in which the API answers what somebody called something, and sentences that may speak of it. */
const NAMES: ReadonlySet<string> = new Set(['name', 'title', 'filename', 'message']);
const NOTHING_VISIBLE = '(no visible name)';

/**
 * An answer of the API with names as they can be seen: without characters that are hidden or turn the order of others
 * round, by which one name passes for another. What has none stays the same object.
 */
export function withVisibleNames<Value>(value: Value): Value {
  if (Array.isArray(value)) {
    const items = value.map(withVisibleNames);
    return items.some((item, index) => item !== value[index]) ? (items as Value) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const changes = Object.entries(value).flatMap(([key, each]) => {
    const seen = NAMES.has(key) && typeof each === 'string' ? visibleName(each) : withVisibleNames(each);
    return seen === each ? [] : [[key, seen] as const];
  });
  return changes.length === 0 ? value : { ...value, ...Object.fromEntries(changes) };
}

/** A name as it can be seen. */
export function visibleName(name: string): string {
  const { text, removed } = visibleText(name);
  return removed && text.trim() === '' ? NOTHING_VISIBLE : text;
}

/** Everything the app shows by queries and mutations passes here; by subscriptions, in `stream-source.ts`. */
export const visibleNamesExchange = mapExchange({
  onResult: (result) => ({ ...result, data: withVisibleNames(result.data) }),
});
