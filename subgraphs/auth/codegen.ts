import { resolverTypes } from '../../schema/src/resolver-types.ts';

export default resolverTypes('../context.ts#Context', {
  User: '../data/people-store.ts#PersonRecord',
  ApiKey: '../data/api-keys-store.ts#ApiKeyRecord',
  Session: '../data/sessions-store.ts#LiveSession',
  Workspace: '../data/workspaces-store.ts#WorkspaceRecord',
  WorkspaceMember: '../data/workspaces-store.ts#MembershipRecord',
});
