import { mayManage, requirePerson } from '@codexcontinue/platform/callers';
import { forbidden } from '@codexcontinue/platform/errors';
import type { QueryResolvers } from '../__generated__/resolvers-types.ts';

export const indexHardening: QueryResolvers['indexHardening'] = (
  _parent,
  _arguments,
  { caller, checkHardening },
) => {
  if (!Object.values(requirePerson(caller).workspaceRoles).some(mayManage))
    forbidden('Only who manages a workspace sees how what is stored is kept.');
  return checkHardening();
};
