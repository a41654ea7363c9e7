import { resolverTypes } from '../../schema/src/resolver-types.ts';

export default resolverTypes('../context.ts#Context', {
  AccountSecurity: '../data/people-store.ts#PersonRecord',
  Passkey: '../data/passkeys-store.ts#PasskeyRecord',
  User: '../data/people-store.ts#PersonRecord',
  Workspace: '../data/workspaces-store.ts#WorkspaceRecord',
  WorkspaceInvitation: '../data/invitations-store.ts#InvitationRecord',
  WorkspaceMember: '../data/workspaces-store.ts#MembershipRecord',
});
