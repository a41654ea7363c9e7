import { resolverTypes } from '../../schema/src/resolver-types.ts';

export default resolverTypes('../context.ts#Context', {
  AccountSecurity: '../data/people-store.ts#PersonRecord',
  Passkey: '../data/passkeys-store.ts#PasskeyRecord',
  User: '../data/people-store.ts#PersonRecord',
  AuditEvent: '../data/audit-store.ts#AuditRecord',
  OutboundCalls: '../data/egress-store.ts#EgressRecord',
  InstanceRoleHolder: '../data/instance-roles-store.ts#RoleHolder',
  Quota: '../domain/quota-lines.ts#QuotaStanding',
  ApiKey: '../data/api-keys-store.ts#ApiKeyRecord',
  Session: '../data/sessions-store.ts#LiveSession',
  Workspace: '../data/workspaces-store.ts#WorkspaceRecord',
  WorkspaceInvitation: '../data/invitations-store.ts#InvitationRecord',
  WorkspaceMember: '../data/workspaces-store.ts#MembershipRecord',
});
