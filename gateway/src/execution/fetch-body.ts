import type { CompiledFetch } from './compiled-plan.ts';
import type { ObjectTypes } from './object-types.ts';
import { representationOf } from './representations.ts';
import type { DataObject } from './response-data.ts';
import { applyRewrites } from './rewrites.ts';

/** Entities to be fetched: each distinct representation once, and the objects that it stands for. */
export interface EntityBatch {
  /** The representations' JSON, in the order they are asked in. */
  readonly representations: readonly string[];
  /** By index of the representation. */
  readonly targets: readonly (readonly DataObject[])[];
}

/** Gathers what must be asked; many places in a response stand for few entities. */
export function batchEntities(
  fetch: CompiledFetch,
  targets: Iterable<DataObject>,
  types: ObjectTypes,
): EntityBatch {
  const byRepresentation = new Map<string, DataObject[]>();
  for (const target of targets) {
    const representation = representationOf(target, fetch.requires ?? [], types);
    if (!representation?.__typename) continue;
    applyRewrites(fetch.inputRewrites, representation, types);
    const text = JSON.stringify(representation);
    const same = byRepresentation.get(text);
    if (same) same.push(target);
    else byRepresentation.set(text, [target]);
  }
  return { representations: [...byRepresentation.keys()], targets: [...byRepresentation.values()] };
}

/** The whole JSON of a request to a subgraph. */
export function fetchBody(
  fetch: CompiledFetch,
  variables: Readonly<Record<string, unknown>>,
  representations?: readonly string[],
): string {
  const used: string[] = [];
  for (const name of fetch.variableNames) {
    const value = Object.hasOwn(variables, name) ? JSON.stringify(variables[name]) : undefined;
    if (value !== undefined) used.push(`${JSON.stringify(name)}:${value}`);
  }
  if (representations) used.push(`"representations":[${representations.join(',')}]`);
  return used.length > 0 ? `${fetch.bodyHead},"variables":{${used.join(',')}}}` : `${fetch.bodyHead}}`;
}
