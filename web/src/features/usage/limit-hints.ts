import type { QuotaLimitFragment } from '../../__generated__/operations.ts';
import { amountOf } from './quota-in-words.ts';

/** What a workspace's limit may be. */
export const hintOfWorkspace =
  (isInstanceAdmin: boolean) =>
  ({ kind, limitWhenUnset }: QuotaLimitFragment): string => {
    const most = amountOf(kind, limitWhenUnset);
    return isInstanceAdmin
      ? `The default of this instance is ${most}. As its administrator you may go beyond.`
      : `Up to ${most}, the default of this instance.`;
  };

/** What a limit within a person's own may be. */
export function hintWithinPerson({ kind, limitWhenUnset }: QuotaLimitFragment): string {
  return `Up to ${amountOf(kind, limitWhenUnset)}, what the person may have anyway.`;
}

/** What a person's limit may be. */
export function hintOfPerson({ kind, limitWhenUnset }: QuotaLimitFragment): string {
  return `The default of this instance is ${amountOf(kind, limitWhenUnset)}.`;
}
