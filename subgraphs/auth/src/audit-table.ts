import type { AuditDetails } from '@codexcontinue/platform/audit/audit-trail';
import type { AuditedMutation, AuditTable } from '@codexcontinue/platform/audit/audited-mutations';
import type { AuditEventFilter } from './__generated__/resolvers-types.ts';
import type { RemovedFactors } from './data/second-factors-store.ts';

/** What somebody typed, without the characters the database refuses: what is refused must be told, too. */
const storable = (typed: unknown, length: number): string =>
  String(typed)
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, '\uFFFD')
    .slice(0, length);

/** Somebody proves who they are: before that, nobody acts. */
const signingIn = (
  action: string,
  emailOf: (args: { input: { email?: string } }) => string | undefined,
): AuditedMutation => ({
  action,
  success: 'SignedIn',
  about: (args, result) => {
    const email = emailOf(args);
    return {
      ...(result ? { actorId: result.user.id, targetType: 'User', targetId: result.user.id } : {}),
      ...(email === undefined ? {} : { details: { email: storable(email, 254) } }),
    };
  },
});

/** Something about the account of who asks. */
const ofOneself = (action: string, success?: string): AuditedMutation => ({
  action,
  ...(success === undefined ? {} : { success }),
});

/** Something about a member of a workspace. */
const ofMember = (action: string, success: string): AuditedMutation => ({
  action,
  success,
  about: ({ input }, result) => ({
    workspaceId: input.workspaceId,
    targetType: 'User',
    targetId: input.userId ?? result?.member?.personId ?? null,
    details: {
      ...(input.role ? { role: input.role } : {}),
      ...(input.email ? { email: storable(input.email, 254) } : {}),
    },
  }),
});

const ofPerson = (action: string): AuditedMutation => ({
  action,
  success: 'PersonChanged',
  about: ({ userId }) => ({ targetType: 'User', targetId: userId }),
});

const removedBy = ({ authenticatorApp, passkeys, sessions }: RemovedFactors) => ({
  authenticatorApp,
  passkeys,
  sessions,
});

/** Which events were asked for, as it was typed: what is refused must be told, too. Nothing for all of them. */
const filterOf = ({ filter }: { filter?: AuditEventFilter | null }): AuditDetails => {
  const { actions, ...others } = filter ?? {};
  const given = Object.entries(others).filter(([, value]) => value != null);
  return {
    ...(actions ? { actions: actions.slice(0, 50).map((action) => storable(action, 80)) } : {}),
    ...Object.fromEntries(given.map(([name, value]) => [name, storable(value, 80)])),
  };
};

/** Every mutation of auth, as the audit log calls it. */
export const auditTable: AuditTable = {
  signUp: signingIn('account.created', ({ input }) => input.email),
  signIn: signingIn('session.begun', ({ input }) => input.email),
  finishPasskeySignIn: signingIn('session.begun', () => undefined),
  // Shows a challenge to whoever asks; what comes of it is told by finishPasskeySignIn.
  beginPasskeySignIn: null,
  signOut: ofOneself('session.ended'),
  refreshSession: {
    action: 'session.refreshed',
    success: 'SessionRefreshed',
  },
  endSession: { action: 'session.ended', about: ({ id }) => ({ targetType: 'Session', targetId: id }) },
  endOtherSessions: ofOneself('session.ended'),

  changePassword: ofOneself('password.changed', 'PasswordChanged'),
  requestPasswordReset: {
    action: 'password.reset_requested',
    success: 'PasswordResetRequested',
    about: ({ input }) => ({ details: { email: storable(input.email, 254) } }),
  },
  resetPassword: ofOneself('password.reset', 'PasswordReset'),
  requestEmailVerification: ofOneself('email.verification_requested', 'EmailVerificationRequested'),
  verifyEmail: ofOneself('email.verified', 'EmailVerified'),
  enrollTotp: ofOneself('second_factor.enrollment_begun', 'TotpEnrollment'),
  confirmTotp: ofOneself('second_factor.turned_on', 'RecoveryCodes'),
  disableTotp: ofOneself('second_factor.turned_off', 'TotpDisabled'),
  regenerateRecoveryCodes: ofOneself('second_factor.recovery_codes_made', 'RecoveryCodes'),
  beginPasskeyRegistration: ofOneself('passkey.registration_begun', 'PasskeyCeremony'),
  finishPasskeyRegistration: {
    action: 'passkey.added',
    success: 'PasskeyAdded',
    about: ({ input }) => ({ targetType: 'Passkey', details: { name: storable(input.name, 120) } }),
  },
  removePasskey: {
    action: 'passkey.removed',
    success: 'PasskeyRemoved',
    about: ({ input }) => ({ targetType: 'Passkey', targetId: input.passkeyId }),
  },

  createWorkspace: {
    action: 'workspace.created',
    success: 'WorkspaceCreated',
    about: (_args, result) => ({
      workspaceId: result?.workspace.id ?? null,
      targetType: 'Workspace',
      targetId: result?.workspace.id ?? null,
    }),
  },
  addWorkspaceMember: ofMember('member.added', 'WorkspaceMemberAdded'),
  removeWorkspaceMember: ofMember('member.removed', 'WorkspaceMemberRemoved'),
  changeMemberRole: ofMember('member.role_changed', 'MemberRoleChanged'),
  inviteToWorkspace: ofMember('invitation.sent', 'InvitationSent'),
  revokeInvitation: {
    action: 'invitation.revoked',
    success: 'InvitationRevoked',
    about: ({ input }) => ({
      workspaceId: input.workspaceId,
      targetType: 'WorkspaceInvitation',
      targetId: input.invitationId,
    }),
  },
  acceptInvitation: {
    action: 'invitation.accepted',
    success: 'InvitationAccepted',
    about: (_args, result) => ({ workspaceId: result?.workspace.id ?? null }),
  },
  createApiKey: {
    action: 'api_key.created',
    success: 'ApiKeyCreated',
    about: ({ input }, result) => ({
      workspaceId: input.workspaceId,
      targetType: 'ApiKey',
      targetId: result?.apiKey.id ?? null,
      details: { name: storable(input.name, 120), scopes: input.scopes.slice(0, 20) },
    }),
  },
  revokeApiKey: {
    action: 'api_key.revoked',
    success: 'ApiKeyRevoked',
    about: ({ id }, result) => ({
      workspaceId: result?.apiKey.workspaceId ?? null,
      targetType: 'ApiKey',
      targetId: id,
    }),
  },
  setWorkspaceQuota: {
    action: 'workspace.quota_set',
    success: 'QuotaSet',
    about: ({ input: { workspaceId, kind, limit } }) => ({
      workspaceId,
      targetType: 'Workspace',
      targetId: workspaceId,
      details: { kind, limit: limit ?? null },
    }),
  },
  setPersonQuota: {
    action: 'person.quota_set',
    success: 'QuotaSet',
    about: ({ input: { userId, kind, limit } }) => ({
      targetType: 'User',
      targetId: userId,
      details: { kind, limit: limit ?? null },
    }),
  },
  setMemberQuota: {
    action: 'member.quota_set',
    success: 'QuotaSet',
    about: ({ input: { workspaceId, userId, kind, limit } }) => ({
      workspaceId,
      targetType: 'User',
      targetId: userId,
      details: { kind, limit: limit ?? null },
    }),
  },
  setApiKeyQuota: {
    action: 'api_key.quota_set',
    success: 'QuotaSet',
    about: ({ input: { workspaceId, apiKeyId, kind, limit } }) => ({
      workspaceId,
      targetType: 'ApiKey',
      targetId: apiKeyId,
      details: { kind, limit: limit ?? null },
    }),
  },
  disablePerson: ofPerson('person.disabled'),
  enablePerson: ofPerson('person.enabled'),
  setInstanceRoles: {
    action: 'instance.roles_set',
    success: 'PersonChanged',
    about: ({ input: { userId, administrator, auditor } }) => ({
      targetType: 'User',
      targetId: userId,
      details: {
        ...(administrator == null ? {} : { administrator }),
        ...(auditor == null ? {} : { auditor }),
      },
    }),
  },
  resetSecondFactor: {
    action: 'second_factor.reset',
    success: 'SecondFactorReset',
    about: ({ input }, result) => ({
      targetType: 'User',
      targetId: input.userId,
      ...(result ? { details: removedBy(result) } : {}),
    }),
  },
  rotateSigningKeys: {
    action: 'signing_keys.rotated',
    about: ({ retireNow }, result) => ({
      targetId: result?.keyId ?? null,
      details: { retireNow: retireNow ?? false },
    }),
  },
  exportAuditEvents: {
    action: 'audit.exported',
    about: ({ input }) => ({
      workspaceId: input.workspaceId,
      targetType: 'Workspace',
      targetId: input.workspaceId,
      details: { format: input.format, ...filterOf(input) },
    }),
  },
  exportInstanceAuditEvents: {
    action: 'audit.exported',
    about: ({ input }) => ({
      details: { format: input.format, of: 'the whole instance', ...filterOf(input) },
    }),
  },
};
