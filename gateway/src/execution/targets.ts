import type { ResponsePath } from '@apollo/query-planner';
import { type DataObject, isDataObject, ownValue } from './response-data.ts';

/** In a plan's path: every element of a list. */
const EACH = '@';

/**
 * The objects at a plan's path, each once, however many places it stands at: an entity that was fetched once for several
 * places is one object.
 */
export function collectTargets(root: DataObject, path: ResponsePath): Set<DataObject> {
  let level: unknown[] = [root];
  for (const step of path) {
    const next: unknown[] = [];
    // Lists are shared like objects; going through one twice finds the same.
    const seen = new Set<unknown>();
    for (const value of level) {
      if (step === EACH) {
        if (!Array.isArray(value) || seen.has(value)) continue;
        seen.add(value);
        for (const element of value) if (element !== null) next.push(element);
      } else if (isDataObject(value)) {
        const child = ownValue(value, String(step));
        if (child !== null && child !== undefined) next.push(child);
      }
    }
    level = next;
  }
  return new Set(level.filter(isDataObject));
}

/**
 * The response paths at which certain objects stand.
 *
 * @param limit how many paths at most; data may be shared by thousands of places
 */
export function locateTargets(
  root: DataObject,
  path: ResponsePath,
  wanted: ReadonlySet<DataObject>,
  limit: number,
): (string | number)[][] {
  const found: (string | number)[][] = [];
  const walk = (value: unknown, depth: number, here: readonly (string | number)[]): void => {
    if (found.length >= limit || value === null || value === undefined) return;
    const step = path[depth];
    if (step === undefined) {
      if (isDataObject(value) && wanted.has(value)) found.push([...here]);
    } else if (step === EACH) {
      if (!Array.isArray(value)) return;
      for (const [index, element] of value.entries()) walk(element, depth + 1, [...here, index]);
    } else if (isDataObject(value)) {
      walk(ownValue(value, String(step)), depth + 1, [...here, step]);
    }
  };
  walk(root, 0, []);
  return found;
}
