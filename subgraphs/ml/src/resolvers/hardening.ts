import { requireManagerOfAny } from '@codexcontinue/platform/callers';
import type { QueryResolvers } from '../__generated__/resolvers-types.ts';

export const indexHardening: QueryResolvers['indexHardening'] = (
  _parent,
  _arguments,
  { caller, checkHardening },
) => {
  requireManagerOfAny(caller);
  return checkHardening();
};
