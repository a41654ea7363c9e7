/** What subgraphs answered, as it grows while a plan is executed. Keys are response names. */
export interface DataObject {
  [responseName: string]: unknown;
}

/** Whether a value is an object of the data, neither a list nor null. */
export function isDataObject(value: unknown): value is DataObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value that was answered, never one that every object inherits (`constructor`, `__proto__`). */
export function ownValue(object: DataObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/**
 * Adds what a subgraph answered to what is there. Objects and lists grow together, a null never replaces what another
 * subgraph knew. A key `__proto__` is left out: no response name is called so, and setting it would change more than data.
 */
export function mergeInto(target: DataObject, source: DataObject): void {
  for (const key of Object.keys(source)) {
    if (key === '__proto__') continue;
    const value = source[key];
    const known = ownValue(target, key);
    if (known === undefined || (known === null && value !== undefined)) target[key] = value;
    else if (value !== null && typeof value === 'object' && value !== known) mergeValues(known, value);
    else if (value !== null && value !== undefined && typeof value !== 'object') target[key] = value;
  }
}

function mergeValues(known: unknown, value: unknown): void {
  if (Array.isArray(known) && Array.isArray(value)) {
    const length = Math.min(known.length, value.length);
    for (let index = 0; index < length; index += 1) mergeValues(known[index], value[index]);
  } else if (isDataObject(known) && isDataObject(value)) {
    mergeInto(known, value);
  }
}
