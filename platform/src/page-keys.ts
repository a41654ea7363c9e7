import { isId } from './ids.ts';

/** The sort key of lists that are ordered by id. */
export function isIdKey(value: unknown): value is string {
  return typeof value === 'string' && isId(value);
}

/** The sort key of lists that are ordered by a time, then by id. A time the database cannot hold is none. */
export function isTimedKey(value: unknown): value is readonly [time: string, id: string] {
  return Array.isArray(value) && value.length === 2 && isMoment(value[0]) && isIdKey(value[1]);
}

function isMoment(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    /^[1-9]\d{3}-/.test(value) &&
    !Number.isNaN(Date.parse(value)) &&
    new Date(value).toISOString() === value
  );
}
