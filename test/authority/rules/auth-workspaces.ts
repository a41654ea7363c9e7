import { randomUUID } from 'node:crypto';
import { type Actor, addMember } from '../world.ts';
import { ANY_MEMBER, byId, MANAGERS, mutation, ofOneself, outcomes, type Rule, SIGNED_IN } from './rule.ts';

/** Of auth: workspaces, who is in them, and their API keys. */
export const AUTH_WORKSPACE_RULES: Readonly<Record<string, Rule>> = {
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
  'Mutation.acceptInvitation': ofOneself('acceptInvitation', 'AcceptInvitationInput', 'InvalidToken', {
    token: 'none',
  }),
  'Query.apiKeys': {
    document: 'query ($id: ID!) { result: apiKeys(workspaceId: $id) { edges { node { id } } } }',
    variables: ({ workspaceId }) => ({ id: workspaceId }),
    outcomes: { ...ANY_MEMBER, STRANGER: 'forbidden' },
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
};

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
