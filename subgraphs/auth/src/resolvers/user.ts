import { isId } from '@codexcontinue/platform/ids';
import type { UserResolvers } from '../__generated__/resolvers-types.ts';

export const User: UserResolvers = {
  __resolveReference: async ({ id }, { caller, people }) =>
    caller.kind === 'person' && isId(id) ? ((await people.findById(id)) ?? null) : null,
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  email: async ({ id, email }, _arguments, { caller, signedInNow, workspaces }) => {
    if (signedInNow.has(id)) return email;
    if (caller.kind !== 'person') return null;
    if (caller.personId === id) return email;
    return (await workspaces.shareWorkspace(id, Object.keys(caller.workspaceRoles))) ? email : null;
  },
};
