import { ANY_KEY, type ScopeTable } from '@codexcontinue/platform/key-scopes';

/** What API keys may reach here. Keys, sessions and people are managed by people. */
export const scopes: ScopeTable = {
  'Query.me': ANY_KEY,
  'Query.workspace': 'workspaces:read',
  'Query.workspaces': 'workspaces:read',
  'Mutation.addWorkspaceMember': 'workspaces:write',
  'Mutation.changeMemberRole': 'workspaces:write',
  'Mutation.removeWorkspaceMember': 'workspaces:write',
  // Names of who wrote what, and where it stands.
  User: ANY_KEY,
  Workspace: ANY_KEY,
  'Workspace.members': 'workspaces:read',
  'Workspace.member': 'workspaces:read',
};
