import { requirePerson, roleIn } from '@codexcontinue/platform/callers';
import { readPageRequest, toConnection } from '@codexcontinue/platform/connections';
import { forbidden } from '@codexcontinue/platform/errors';
import { isId } from '@codexcontinue/platform/ids';
import { isTimedKey } from '@codexcontinue/platform/page-keys';
import type { WorkspaceMemberResolvers, WorkspaceResolvers } from '../__generated__/resolvers-types.ts';
import type { MemberKey } from '../data/workspaces-store.ts';
import type { WorkspaceRole } from '../domain/roles.ts';

export const Workspace: WorkspaceResolvers = {
  __resolveReference: async ({ id }, { caller, workspaces }) =>
    isId(id) && roleIn(caller, id) ? ((await workspaces.findById(id)) ?? null) : null,
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  viewerRole: async ({ id }, _arguments, { caller, workspaces }) => {
    // A workspace made by this very request is not among the roles the gateway told.
    const role = roleIn(caller, id) ?? (await workspaces.rolesOf(requirePerson(caller).personId))[id];
    return (role as WorkspaceRole | undefined) ?? forbidden('You are no member of this workspace.');
  },
  members: async ({ id }, args, { workspaces }) => {
    const request = readPageRequest(args, isTimedKey);
    return toConnection(
      await workspaces.membersPage(id, request),
      request,
      (row): MemberKey => [row.joinedAt.toISOString(), row.personId],
    );
  },
};

export const WorkspaceMember: WorkspaceMemberResolvers = {
  user: async ({ personId }, _arguments, { people }) => {
    const person = await people.findById(personId);
    if (!person) throw new Error('A membership without a person.');
    return person;
  },
  joinedAt: ({ joinedAt }) => joinedAt.toISOString(),
};
