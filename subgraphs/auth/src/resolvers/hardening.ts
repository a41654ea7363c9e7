import type { QueryResolvers } from '../__generated__/resolvers-types.ts';
import { requireInstanceAdmin } from './manage-people.ts';

export const hardening: QueryResolvers['hardening'] = async (_parent, _arguments, context) => {
  await requireInstanceAdmin(context);
  return context.checkHardening();
};
