import { isId } from '@codexcontinue/platform/ids';

/** The sort key of lists that are ordered by id. */
export function isIdKey(value: unknown): value is string {
  return typeof value === 'string' && isId(value);
}
