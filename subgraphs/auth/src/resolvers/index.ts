import type { Resolvers } from '../__generated__/resolvers-types.ts';
import { AccountSecurity, accountSecurity } from './account-security.ts';
import { ApiKey, apiKey, apiKeys, createApiKey, revokeApiKey } from './api-keys.ts';
import {
  AuditEvent,
  auditEvents,
  auditEventsOfWorkspace,
  exportAuditEvents,
  exportInstanceAuditEvents,
} from './audit.ts';
import { hardening } from './hardening.ts';
import {
  InstanceRoleHolder,
  instanceRoles,
  isInstanceAdmin,
  isInstanceAuditor,
  setInstanceRoles,
} from './instance-roles.ts';
import {
  acceptInvitation,
  invitations,
  inviteToWorkspace,
  revokeInvitation,
  WorkspaceInvitation,
} from './invitations.ts';
import {
  changeMemberRole,
  disablePerson,
  enablePerson,
  isDisabled,
  person,
  rotateSigningKeys,
} from './manage-people.ts';
import { addWorkspaceMember, createWorkspace, removeWorkspaceMember } from './manage-workspaces.ts';
import {
  memberOfWorkspace,
  quotasOfApiKey,
  quotasOfMember,
  setApiKeyQuota,
  setMemberQuota,
} from './narrower-quotas.ts';
import { OutboundCalls, outboundCalls } from './outbound-calls.ts';
import {
  beginPasskeyRegistration,
  beginPasskeySignIn,
  finishPasskeyRegistration,
  finishPasskeySignIn,
  Passkey,
  removePasskey,
} from './passkeys.ts';
import { changePassword, requestPasswordReset, resetPassword } from './passwords.ts';
import { Query } from './query.ts';
import {
  personQuotas,
  Quota,
  quotasOfUser,
  quotasOfWorkspace,
  setPersonQuota,
  setWorkspaceQuota,
} from './quotas.ts';
import { resetSecondFactor } from './reset-second-factor.ts';
import { confirmTotp, disableTotp, enrollTotp, regenerateRecoveryCodes } from './second-factor.ts';
import { endOtherSessions, endSession, refreshSession, Session, sessionsOfUser } from './sessions.ts';
import { signIn, signOut, signUp } from './sign-in.ts';
import { User } from './user.ts';
import { requestEmailVerification, verifyEmail } from './verify-email.ts';
import { Workspace, WorkspaceMember } from './workspace.ts';

const secondFactor = { enrollTotp, confirmTotp, disableTotp, regenerateRecoveryCodes };
const passkeys = {
  beginPasskeyRegistration,
  finishPasskeyRegistration,
  removePasskey,
  beginPasskeySignIn,
  finishPasskeySignIn,
};
const byMail = { requestEmailVerification, verifyEmail, requestPasswordReset, resetPassword, changePassword };

export const resolvers: Resolvers = {
  Query: {
    ...Query,
    apiKey,
    apiKeys,
    personQuotas,
    accountSecurity,
    auditEvents,
    hardening,
    instanceRoles,
    outboundCalls,
    person,
  },
  Mutation: {
    signUp,
    signIn,
    signOut,
    ...secondFactor,
    ...passkeys,
    ...byMail,
    createWorkspace,
    addWorkspaceMember,
    removeWorkspaceMember,
    inviteToWorkspace,
    revokeInvitation,
    acceptInvitation,
    refreshSession,
    endSession,
    endOtherSessions,
    changeMemberRole,
    createApiKey,
    revokeApiKey,
    disablePerson,
    enablePerson,
    setInstanceRoles,
    resetSecondFactor,
    rotateSigningKeys,
    exportAuditEvents,
    exportInstanceAuditEvents,
    setWorkspaceQuota,
    setPersonQuota,
    setMemberQuota,
    setApiKeyQuota,
  },
  AccountSecurity,
  Passkey,
  User: {
    ...User,
    sessions: sessionsOfUser,
    isInstanceAdmin,
    isDisabled,
    isInstanceAuditor,
    quotas: quotasOfUser,
  },
  Quota,
  Session,
  ApiKey: { ...ApiKey, quotas: quotasOfApiKey },
  AuditEvent,
  OutboundCalls,
  InstanceRoleHolder,
  Workspace: {
    ...Workspace,
    member: memberOfWorkspace,
    invitations,
    auditEvents: auditEventsOfWorkspace,
    quotas: quotasOfWorkspace,
  },
  WorkspaceInvitation,
  WorkspaceMember: { ...WorkspaceMember, quotas: quotasOfMember },
};
