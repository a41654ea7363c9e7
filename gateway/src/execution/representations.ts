import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { ObjectTypes } from './object-types.ts';
import { type DataObject, isDataObject, mergeInto, ownValue } from './response-data.ts';

/**
 * What a subgraph must be told of an object to find it: the fields of a plan's `requires`.
 *
 * @returns undefined when the object lacks one of them, or is of another type: it is then not asked for
 */
export function representationOf(
  object: DataObject,
  selections: readonly QueryPlanSelectionNode[],
  types: ObjectTypes,
): DataObject | undefined {
  const representation: DataObject = {};
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      const { typeCondition } = selection;
      const typename = ownValue(object, '__typename');
      if (typeCondition && !(typeof typename === 'string' && types.isOfType(typename, typeCondition)))
        continue;
      const part = representationOf(object, selection.selections, types);
      if (!part) return undefined;
      mergeInto(representation, part);
      continue;
    }
    const responseName = selection.alias ?? selection.name;
    const value = ownValue(object, responseName);
    if (value === undefined) return undefined;
    representation[responseName] = selection.selections
      ? representValue(value, selection.selections, types)
      : value;
    if (representation[responseName] === undefined) return undefined;
  }
  return representation;
}

function representValue(
  value: unknown,
  selections: readonly QueryPlanSelectionNode[],
  types: ObjectTypes,
): unknown {
  if (Array.isArray(value)) return value.map((element) => representValue(element, selections, types) ?? null);
  return isDataObject(value) ? representationOf(value, selections, types) : value;
}
