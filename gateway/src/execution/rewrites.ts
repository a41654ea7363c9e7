import type { FetchDataRewrite } from '@apollo/query-planner';
import type { ObjectTypes } from './object-types.ts';
import { type DataObject, isDataObject, ownValue } from './response-data.ts';

const FRAGMENT = '... on ';

/**
 * Applies what the planner wants changed in a representation or in a reply: keys renamed back that were aliased because
 * two of them collided, and type names of interface objects.
 */
export function applyRewrites(
  rewrites: readonly FetchDataRewrite[] | undefined,
  value: unknown,
  types: ObjectTypes,
): void {
  for (const rewrite of rewrites ?? []) {
    const last = rewrite.path.at(-1);
    if (last === undefined) continue;
    forEachAt(value, rewrite.path, 0, types, (object) => {
      if (rewrite.kind === 'ValueSetter') {
        object[last] = rewrite.setValueTo;
        return;
      }
      const renamed = ownValue(object, last);
      if (renamed === undefined) return;
      object[rewrite.renameKeyTo] = renamed;
      delete object[last];
    });
  }
}

/** Calls back for every object that holds the path's last element. */
function forEachAt(
  value: unknown,
  path: readonly string[],
  depth: number,
  types: ObjectTypes,
  change: (object: DataObject) => void,
): void {
  if (Array.isArray(value)) {
    for (const element of value) forEachAt(element, path, depth, types, change);
  } else if (isDataObject(value)) {
    const step = path[depth] ?? '';
    if (depth === path.length - 1) change(value);
    else if (!step.startsWith(FRAGMENT)) {
      forEachAt(ownValue(value, step), path, depth + 1, types, change);
    } else if (mayBe(value, step.slice(FRAGMENT.length), types)) {
      forEachAt(value, path, depth + 1, types, change);
    }
  }
}

/** An object that does not say its type may be of any. */
function mayBe(object: DataObject, typeCondition: string, types: ObjectTypes): boolean {
  const typename = ownValue(object, '__typename');
  return typeof typename !== 'string' || types.isOfType(typename, typeCondition);
}
