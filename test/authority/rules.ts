import { randomUUID } from 'node:crypto';
import type { Outcome } from './outcome.ts';
import {
  type Actor,
  addMember,
  type CallerName,
  saveOperation,
  type Tenant,
  uploadNote,
  type World,
} from './world.ts';

/** Whom an operation is for, and what everybody else is told. */
export interface Rule {
  /** Asks for the field under the name `result`. */
  readonly document: string;
  /** The type of a success, where the answer is a union. */
  readonly success?: string;
  /** What is asked for, made anew for each attempt where an attempt may use it up. */
  readonly variables: (tenant: Tenant, actor: Actor, world: World) => Promise<object> | object;
  readonly outcomes: Readonly<Record<CallerName, Outcome>>;
  /** For operations that are of no workspace: whoever asks, the other workspace makes no difference. */
  readonly ofNoWorkspace?: true;
  /** Tried with a session of its own. */
  readonly endsSession?: true;
}

const outcomes = (
  granted: readonly CallerName[],
  refused: Readonly<Partial<Record<CallerName, Outcome>>>,
): Rule['outcomes'] => ({
  ...(Object.fromEntries(granted.map((name) => [name, 'done'])) as Rule['outcomes']),
  ANONYMOUS: 'sign in',
  ...refused,
});

const MEMBERS = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'AUDITOR'] as const;
const EVERYBODY = [...MEMBERS, 'STRANGER'] as const;

/** Reads content: everybody in the workspace but auditors. */
const READERS = outcomes(['OWNER', 'ADMIN', 'MEMBER', 'VIEWER'], { AUDITOR: 'nothing', STRANGER: 'nothing' });
/** The same, where auditors are told that it is not theirs. */
const READERS_ONLY = { ...READERS, AUDITOR: 'forbidden' };
/** Changes content. */
const WRITERS = outcomes(['OWNER', 'ADMIN', 'MEMBER'], {
  VIEWER: 'forbidden',
  AUDITOR: 'forbidden',
  STRANGER: 'nothing',
});
/** Changes content that has to be found first: what auditors cannot read does not exist for them. */
const WRITERS_OF_FOUND = { ...WRITERS, AUDITOR: 'nothing' };
const MANAGERS = outcomes(['OWNER', 'ADMIN'], {
  MEMBER: 'forbidden',
  VIEWER: 'forbidden',
  AUDITOR: 'forbidden',
  STRANGER: 'forbidden',
});
const ANY_MEMBER = outcomes(MEMBERS, { STRANGER: 'nothing' });
const SIGNED_IN = outcomes(EVERYBODY, {});
/** The first account of an instance administers it; here it is the owner's. */
const INSTANCE_ADMIN = outcomes(['OWNER'], {
  ADMIN: 'forbidden',
  MEMBER: 'forbidden',
  VIEWER: 'forbidden',
  AUDITOR: 'forbidden',
  STRANGER: 'forbidden',
});
/** Strangers own a workspace of their own. */
const MANAGERS_OF_ANY = outcomes(['OWNER', 'ADMIN', 'STRANGER'], {
  MEMBER: 'forbidden',
  VIEWER: 'forbidden',
  AUDITOR: 'forbidden',
});
const ANYBODY = outcomes([...EVERYBODY, 'ANONYMOUS'], { ANONYMOUS: 'done' });

const mutation = (name: string, input: string, success: string) => ({
  document: `mutation ($input: ${input}!) { result: ${name}(input: $input) { __typename } }`,
  success,
});
const byId = (name: string, selection = 'id') =>
  `query ($id: ID!) { result: ${name}(id: $id) { ${selection} } }`;

/** An operation on nothing but the account or the session of who asks. */
const ofOneself = (name: string, input: string, success: string, given: object): Rule => ({
  ...mutation(name, input, success),
  variables: () => ({ input: given }),
  ofNoWorkspace: true,
  outcomes: SIGNED_IN,
});
/** An operation that needs no session, because its input is the proof. */
const byProof = (name: string, input: string, success: string, given: object): Rule => ({
  ...ofOneself(name, input, success, given),
  outcomes: ANYBODY,
});
const PASSWORD = 'correct horse battery';

/** A rule for every field of Query, Mutation and Subscription. */
export const RULES: Readonly<Record<string, Rule>> = {
  'Query.me': {
    document: '{ result: me { id } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: { ...SIGNED_IN, ANONYMOUS: 'nothing' },
  },
  'Query.signInProviders': {
    document: '{ result: signInProviders { id } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: { ...SIGNED_IN, ANONYMOUS: 'done' },
  },
  'Query.accountSecurity': {
    document: '{ result: accountSecurity { hasPassword } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: { ...SIGNED_IN, ANONYMOUS: 'nothing' },
  },
  'Query.hardening': {
    document: '{ result: hardening { id } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Query.storageHardening': {
    document: '{ result: storageHardening { id } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: MANAGERS_OF_ANY,
  },
  'Query.indexHardening': {
    document: '{ result: indexHardening { id } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: MANAGERS_OF_ANY,
  },
  'Query.apiKeys': {
    document: 'query ($id: ID!) { result: apiKeys(workspaceId: $id) { edges { node { id } } } }',
    variables: ({ workspaceId }) => ({ id: workspaceId }),
    outcomes: { ...ANY_MEMBER, STRANGER: 'forbidden' },
  },
  'Query.modelService': {
    document: '{ result: modelService { __typename } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: SIGNED_IN,
  },
  'Query.workspace': {
    document: byId('workspace'),
    variables: ({ workspaceId }) => ({ id: workspaceId }),
    outcomes: ANY_MEMBER,
  },
  'Query.workspaces': {
    document: '{ result: workspaces { edges { node { id } } } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: SIGNED_IN,
  },
  'Query.conversation': {
    document: byId('conversation'),
    variables: ({ conversationId }) => ({ id: conversationId }),
    outcomes: READERS,
  },
  'Query.document': {
    document: byId('document'),
    variables: ({ documentId }) => ({ id: documentId }),
    outcomes: READERS,
  },
  'Query.generation': {
    document: byId('generation'),
    variables: ({ generationId }) => ({ id: generationId }),
    outcomes: READERS,
  },
  'Query.generationStream': {
    document: 'query ($id: ID!) { result: generationStream(generationId: $id) { lastSequence } }',
    variables: ({ generationId }) => ({ id: generationId }),
    outcomes: READERS,
  },
  'Query.savedOperation': {
    document: byId('savedOperation'),
    variables: ({ savedOperationId }) => ({ id: savedOperationId }),
    outcomes: ANY_MEMBER,
  },
  'Query.savedOperations': {
    document: 'query ($id: ID) { result: savedOperations(workspaceId: $id) { edges { node { id } } } }',
    variables: ({ workspaceId }) => ({ id: workspaceId }),
    outcomes: ANY_MEMBER,
  },
  'Query.search': {
    document: 'query ($id: ID!) { result: search(workspaceId: $id, query: "pumps") { edges { score } } }',
    variables: ({ workspaceId }) => ({ id: workspaceId }),
    outcomes: READERS_ONLY,
  },

  'Mutation.signUp': {
    ...mutation('signUp', 'SignUpInput', 'SignedIn'),
    variables: () => ({
      input: { email: `${randomUUID()}@example.org`, password: PASSWORD, name: 'Ada' },
    }),
    ofNoWorkspace: true,
    outcomes: ANYBODY,
  },
  'Mutation.signIn': {
    ...mutation('signIn', 'SignInInput', 'SignedIn'),
    variables: ({ owner }) => ({ input: { email: owner.email, password: PASSWORD } }),
    ofNoWorkspace: true,
    outcomes: ANYBODY,
  },
  'Mutation.createWorkspace': {
    ...mutation('createWorkspace', 'CreateWorkspaceInput', 'WorkspaceCreated'),
    variables: () => ({ input: { name: 'Another' } }),
    ofNoWorkspace: true,
    outcomes: SIGNED_IN,
  },
  'Mutation.addWorkspaceMember': {
    ...mutation('addWorkspaceMember', 'AddWorkspaceMemberInput', 'WorkspaceMemberAdded'),
    variables: async ({ workspaceId }, _actor, world) => ({
      input: { workspaceId, email: (await world.signUp()).email, role: 'VIEWER' },
    }),
    outcomes: MANAGERS,
  },
  'Mutation.removeWorkspaceMember': {
    ...mutation('removeWorkspaceMember', 'RemoveWorkspaceMemberInput', 'WorkspaceMemberRemoved'),
    async variables(tenant, _actor, world) {
      const member = await world.signUp();
      await addMember(tenant, member, 'VIEWER');
      return { input: { workspaceId: tenant.workspaceId, userId: member.personId } };
    },
    outcomes: MANAGERS,
  },
  'Mutation.createUpload': {
    ...mutation('createUpload', 'CreateUploadInput', 'UploadCreated'),
    variables: ({ workspaceId }) => ({
      input: { workspaceId, filename: 'a.txt', contentType: 'text/plain', size: 1 },
    }),
    outcomes: WRITERS,
  },
  'Mutation.completeUpload': {
    ...mutation('completeUpload', 'CompleteUploadInput', 'UploadIncomplete'),
    // Of whoever announced it, and of nobody else, whatever their role.
    variables: async ({ workspaceId, owner }) => ({
      input: { uploadId: await announceUpload(owner, workspaceId) },
    }),
    outcomes: outcomes(['OWNER'], {
      ADMIN: 'nothing',
      MEMBER: 'nothing',
      VIEWER: 'nothing',
      AUDITOR: 'nothing',
      STRANGER: 'nothing',
    }),
  },
  'Mutation.deleteDocument': {
    ...mutation('deleteDocument', 'DeleteDocumentInput', 'DocumentDeleted'),
    variables: async ({ workspaceId, owner }) => ({
      input: { documentId: await uploadNote(owner.client, workspaceId) },
    }),
    outcomes: WRITERS_OF_FOUND,
  },
  'Mutation.createConversation': {
    ...mutation('createConversation', 'CreateConversationInput', 'ConversationCreated'),
    variables: ({ workspaceId }) => ({ input: { workspaceId } }),
    outcomes: WRITERS,
  },
  'Mutation.sendMessage': {
    ...mutation('sendMessage', 'SendMessageInput', 'MessageSent'),
    variables: async ({ workspaceId, owner }) => ({
      input: { conversationId: await owner.client.createConversation(workspaceId), content: 'Why?' },
    }),
    outcomes: WRITERS_OF_FOUND,
  },
  'Mutation.stopGeneration': {
    ...mutation('stopGeneration', 'StopGenerationInput', 'GenerationAlreadyEnded'),
    variables: ({ generationId }) => ({ input: { generationId } }),
    outcomes: WRITERS,
  },
  'Mutation.saveOperation': {
    ...mutation('saveOperation', 'SaveOperationInput', 'OperationSaved'),
    variables: ({ workspaceId }) => ({ input: { workspaceId, name: 'Me', document: '{ me { id } }' } }),
    outcomes: WRITERS,
  },
  'Mutation.updateOperation': {
    ...mutation('updateOperation', 'UpdateOperationInput', 'OperationUpdated'),
    variables: ({ savedOperationId }) => ({ input: { id: savedOperationId, name: 'Still me' } }),
    outcomes: { ...MANAGERS, STRANGER: 'nothing' },
  },
  'Mutation.deleteOperation': {
    ...mutation('deleteOperation', 'DeleteOperationInput', 'OperationDeleted'),
    variables: async ({ owner, workspaceId }) => ({ input: { id: await saveOperation(owner, workspaceId) } }),
    outcomes: { ...MANAGERS, STRANGER: 'nothing' },
  },
  'Mutation.signOut': {
    document: 'mutation { result: signOut { signedOut } }',
    endsSession: true,
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: SIGNED_IN,
  },

  'Mutation.verifyEmail': byProof('verifyEmail', 'VerifyEmailInput', 'InvalidToken', { token: 'none' }),
  'Mutation.requestPasswordReset': byProof(
    'requestPasswordReset',
    'RequestPasswordResetInput',
    'PasswordResetRequested',
    { email: 'nobody@example.org' },
  ),
  'Mutation.resetPassword': byProof('resetPassword', 'ResetPasswordInput', 'InvalidToken', {
    token: 'none',
    password: 'another horse battery',
  }),
  'Mutation.refreshSession': byProof('refreshSession', 'RefreshSessionInput', 'RefreshTokenRefused', {
    refreshToken: 'none',
  }),
  'Mutation.finishPasskeySignIn': byProof(
    'finishPasskeySignIn',
    'FinishPasskeySignInInput',
    'PasskeyRefused',
    {
      ceremony: 'none',
      response: '{}',
    },
  ),
  'Mutation.beginPasskeySignIn': {
    document: 'mutation { result: beginPasskeySignIn { ceremony } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: ANYBODY,
  },

  'Mutation.requestEmailVerification': {
    document: 'mutation { result: requestEmailVerification { __typename } }',
    success: 'EmailVerificationRequested',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: SIGNED_IN,
  },
  'Mutation.changePassword': ofOneself('changePassword', 'ChangePasswordInput', 'InvalidCredentials', {
    currentPassword: 'not the password',
    newPassword: 'another horse battery',
  }),
  'Mutation.enrollTotp': ofOneself('enrollTotp', 'EnrollTotpInput', 'TotpEnrollment', { password: PASSWORD }),
  'Mutation.confirmTotp': ofOneself('confirmTotp', 'ConfirmTotpInput', 'InvalidCode', { code: '000000' }),
  'Mutation.disableTotp': ofOneself('disableTotp', 'DisableTotpInput', 'InvalidCredentials', {
    password: 'not the password',
  }),
  'Mutation.regenerateRecoveryCodes': ofOneself(
    'regenerateRecoveryCodes',
    'RegenerateRecoveryCodesInput',
    'SecondFactorIsOff',
    { password: PASSWORD },
  ),
  'Mutation.beginPasskeyRegistration': ofOneself(
    'beginPasskeyRegistration',
    'BeginPasskeyRegistrationInput',
    'PasskeyCeremony',
    { password: PASSWORD },
  ),
  'Mutation.finishPasskeyRegistration': ofOneself(
    'finishPasskeyRegistration',
    'FinishPasskeyRegistrationInput',
    'PasskeyRefused',
    { ceremony: 'none', response: '{}', name: 'Key' },
  ),
  'Mutation.removePasskey': {
    ...ofOneself('removePasskey', 'RemovePasskeyInput', 'PasskeyRemoved', { passkeyId: 'none' }),
    outcomes: outcomes([], Object.fromEntries(EVERYBODY.map((name) => [name, 'nothing']))),
  },
  'Mutation.acceptInvitation': ofOneself('acceptInvitation', 'AcceptInvitationInput', 'InvalidToken', {
    token: 'none',
  }),
  'Mutation.endSession': {
    document: 'mutation { result: endSession(id: "none") { ended } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: SIGNED_IN,
  },
  'Mutation.endOtherSessions': {
    document: 'mutation { result: endOtherSessions { ended } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: SIGNED_IN,
  },

  'Mutation.changeMemberRole': {
    ...mutation('changeMemberRole', 'ChangeMemberRoleInput', 'MemberRoleChanged'),
    async variables(tenant, _actor, world) {
      const member = await world.signUp();
      await addMember(tenant, member, 'VIEWER');
      return { input: { workspaceId: tenant.workspaceId, userId: member.personId, role: 'MEMBER' } };
    },
    outcomes: MANAGERS,
  },
  'Mutation.inviteToWorkspace': {
    ...mutation('inviteToWorkspace', 'InviteToWorkspaceInput', 'InvitationSent'),
    variables: ({ workspaceId }) => ({
      input: { workspaceId, email: `${randomUUID()}@example.org`, role: 'VIEWER' },
    }),
    outcomes: MANAGERS,
  },
  'Mutation.revokeInvitation': {
    ...mutation('revokeInvitation', 'RevokeInvitationInput', 'InvitationRevoked'),
    variables: async ({ workspaceId, owner }) => ({
      input: { workspaceId, invitationId: await invite(owner, workspaceId) },
    }),
    outcomes: MANAGERS,
  },
  'Mutation.createApiKey': {
    ...mutation('createApiKey', 'CreateApiKeyInput', 'ApiKeyCreated'),
    variables: ({ workspaceId }) => ({
      input: { workspaceId, name: 'Script', scopes: ['documents:read'] },
    }),
    outcomes: { ...ANY_MEMBER, STRANGER: 'forbidden' },
  },
  'Mutation.revokeApiKey': {
    document: 'mutation ($id: ID!) { result: revokeApiKey(id: $id) { __typename } }',
    success: 'ApiKeyRevoked',
    variables: async ({ workspaceId, owner }) => ({ id: await createKey(owner, workspaceId) }),
    outcomes: outcomes(['OWNER', 'ADMIN'], {
      MEMBER: 'nothing',
      VIEWER: 'nothing',
      AUDITOR: 'nothing',
      STRANGER: 'nothing',
    }),
  },
  'Query.auditEvents': {
    document: '{ result: auditEvents(first: 1) { edges { node { id } } } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Mutation.exportAuditEvents': {
    document:
      'mutation ($input: ExportAuditEventsInput!) { result: exportAuditEvents(input: $input) { url } }',
    variables: ({ workspaceId }) => ({ input: { workspaceId, format: 'CSV' } }),
    outcomes: { ...MANAGERS, ADMIN: 'forbidden', AUDITOR: 'done' },
  },
  'Mutation.setWorkspaceQuota': {
    ...mutation('setWorkspaceQuota', 'SetWorkspaceQuotaInput', 'QuotaSet'),
    variables: ({ workspaceId }) => ({ input: { workspaceId, kind: 'TOKENS', limit: 1_000_000 } }),
    outcomes: MANAGERS,
  },
  'Mutation.setMemberQuota': {
    ...mutation('setMemberQuota', 'SetMemberQuotaInput', 'QuotaSet'),
    variables: ({ workspaceId }, _actor, world) => ({
      input: { workspaceId, userId: world.as('MEMBER').personId, kind: 'TOKENS', limit: 1_000_000 },
    }),
    outcomes: MANAGERS,
  },
  'Mutation.setApiKeyQuota': {
    ...mutation('setApiKeyQuota', 'SetApiKeyQuotaInput', 'QuotaSet'),
    variables: async ({ workspaceId, owner }) => ({
      input: { workspaceId, apiKeyId: await createKey(owner, workspaceId), kind: 'REQUESTS', limit: 100 },
    }),
    outcomes: MANAGERS,
  },
  'Query.apiKey': {
    document: byId('apiKey'),
    variables: async ({ workspaceId, owner }) => ({ id: await createKey(owner, workspaceId) }),
    outcomes: outcomes(['OWNER', 'ADMIN'], {
      MEMBER: 'nothing',
      VIEWER: 'nothing',
      AUDITOR: 'nothing',
      STRANGER: 'nothing',
    }),
  },
  'Query.personQuotas': {
    document: 'query ($id: ID!) { result: personQuotas(userId: $id) { kind } }',
    variables: async (_tenant, _actor, world) => ({ id: (await world.signUp()).personId }),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Mutation.setPersonQuota': {
    ...mutation('setPersonQuota', 'SetPersonQuotaInput', 'QuotaSet'),
    variables: async (_tenant, _actor, world) => ({
      input: { userId: (await world.signUp()).personId, kind: 'REQUESTS', limit: 100 },
    }),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Mutation.disablePerson': {
    document: 'mutation ($id: ID!) { result: disablePerson(userId: $id) { __typename } }',
    success: 'PersonChanged',
    variables: async (_tenant, _actor, world) => ({ id: (await world.signUp()).personId }),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Mutation.enablePerson': {
    document: 'mutation ($id: ID!) { result: enablePerson(userId: $id) { __typename } }',
    success: 'PersonChanged',
    variables: async (_tenant, _actor, world) => ({ id: (await world.signUp()).personId }),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },
  'Mutation.rotateSigningKeys': {
    document: 'mutation { result: rotateSigningKeys { keyId } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: INSTANCE_ADMIN,
  },

  'Subscription.workspaceEvents': {
    document: 'subscription ($id: ID!) { result: workspaceEvents(workspaceId: $id) { kind } }',
    variables: ({ workspaceId }) => ({ id: workspaceId }),
    outcomes: ANY_MEMBER,
  },
  'Subscription.generationEvents': {
    document: 'subscription ($id: ID!) { result: generationEvents(generationId: $id) { kind } }',
    variables: ({ generationId }) => ({ id: generationId }),
    outcomes: READERS,
  },
};

async function announceUpload({ client }: Actor, workspaceId: string): Promise<string> {
  const { result } = await client.ask<{ result: { uploadId: string } }>(
    'mutation ($input: CreateUploadInput!) { result: createUpload(input: $input) { ... on UploadCreated { uploadId } } }',
    { input: { workspaceId, filename: 'a.txt', contentType: 'text/plain', size: 1 } },
  );
  return result.uploadId;
}

async function invite({ client }: Actor, workspaceId: string): Promise<string> {
  const { result } = await client.ask<{ result: { invitation: { id: string } } }>(
    'mutation ($input: InviteToWorkspaceInput!) { result: inviteToWorkspace(input: $input) { ... on InvitationSent { invitation { id } } } }',
    { input: { workspaceId, email: `${randomUUID()}@example.org`, role: 'VIEWER' } },
  );
  return result.invitation.id;
}

async function createKey({ client }: Actor, workspaceId: string): Promise<string> {
  const { result } = await client.ask<{ result: { apiKey: { id: string } } }>(
    'mutation ($input: CreateApiKeyInput!) { result: createApiKey(input: $input) { ... on ApiKeyCreated { apiKey { id } } } }',
    { input: { workspaceId, name: 'Script', scopes: ['documents:read'] } },
  );
  return result.apiKey.id;
}
