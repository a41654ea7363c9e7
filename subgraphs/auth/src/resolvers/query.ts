import { requirePerson, roleIn } from '@codexcontinue/platform/callers';
import { readPageRequest, toConnection } from '@codexcontinue/platform/connections';
import { isIdKey } from '@codexcontinue/platform/page-keys';
import type { QueryResolvers } from '../__generated__/resolvers-types.ts';

export const Query: QueryResolvers = {
  me: async (_parent, _arguments, { caller, people }) =>
    caller.kind === 'person' ? ((await people.findById(caller.personId)) ?? null) : null,

  signInProviders: (_parent, _arguments, { identity }) =>
    identity.oidc.providers.map(({ id, name }) => ({ id, name, path: `/api/auth/sign-in/${id}` })),

  workspace: async (_parent, { id }, { caller, workspaces }) =>
    roleIn(requirePerson(caller), id) ? ((await workspaces.findById(id)) ?? null) : null,

  workspaces: async (_parent, args, { caller, workspaces }) => {
    const request = readPageRequest(args, isIdKey);
    const rows = await workspaces.page(Object.keys(requirePerson(caller).workspaceRoles), request);
    return toConnection(rows, request, (row) => row.id);
  },
};
