import { mayManage, requirePerson, roleIn } from '@codexcontinue/platform/callers';
import { readPageRequest, toConnection } from '@codexcontinue/platform/connections';
import { forbidden } from '@codexcontinue/platform/errors';
import { isId, newId } from '@codexcontinue/platform/ids';
import { isIdKey } from '@codexcontinue/platform/page-keys';
import type { ApiKeyResolvers, MutationResolvers, QueryResolvers } from '../__generated__/resolvers-types.ts';
import { readWorkspaceName } from '../domain/accounts.ts';
import { newApiKey, readKeyExpiry } from '../domain/api-keys.ts';
import { readKeyScopes } from '../domain/key-scopes.ts';

export const createApiKey: MutationResolvers['createApiKey'] = async (_parent, { input }, context) => {
  const { personId } = requirePerson(context.caller);
  const { workspaceId } = input;
  if (!roleIn(context.caller, workspaceId)) forbidden('Only members of the workspace make keys for it.');
  const named = readWorkspaceName(input.name);
  const scoped = readKeyScopes(input.scopes);
  const ending = readKeyExpiry(input.expiresAt, new Date());
  if ('kind' in named) {
    const message = 'Give the key a name of 1 to 120 characters that can be seen.';
    return { __typename: 'InvalidInput', field: 'name', message };
  }
  if ('kind' in scoped) return { __typename: 'InvalidInput', field: scoped.field, message: scoped.message };
  if ('kind' in ending) return { __typename: 'InvalidInput', field: ending.field, message: ending.message };
  const { secret, keyHash, hint } = newApiKey();
  const record = { id: newId(), personId, workspaceId, keyHash, hint, ...named, ...scoped, ...ending };
  return { __typename: 'ApiKeyCreated', apiKey: await context.apiKeys.create(record), secret };
};

export const revokeApiKey: MutationResolvers['revokeApiKey'] = async (_parent, { id }, context) => {
  const { personId } = requirePerson(context.caller);
  const key = isId(id) ? await context.apiKeys.findById(id) : undefined;
  const mayRevoke = key && (key.personId === personId || mayManage(roleIn(context.caller, key.workspaceId)));
  const revoked = mayRevoke ? await context.apiKeys.revoke(id) : undefined;
  return revoked
    ? { __typename: 'ApiKeyRevoked', apiKey: revoked }
    : { __typename: 'ApiKeyNotFound', message: 'You have no such key. Look at the list of keys.' };
};

export const apiKeys: QueryResolvers['apiKeys'] = async (_parent, { workspaceId, ...args }, context) => {
  const { personId } = requirePerson(context.caller);
  const role = roleIn(context.caller, workspaceId);
  if (!role) forbidden('Only members of the workspace see keys for it.');
  const request = readPageRequest(args, isIdKey);
  const rows = await context.apiKeys.pageOf(workspaceId, mayManage(role) ? undefined : personId, request);
  return toConnection(rows, request, (row) => row.id);
};

export const apiKey: QueryResolvers['apiKey'] = async (_parent, { id }, context) => {
  const { personId } = requirePerson(context.caller);
  const found = isId(id) ? await context.apiKeys.findById(id) : undefined;
  if (!found) return null;
  const role = roleIn(context.caller, found.workspaceId);
  return role && (found.personId === personId || mayManage(role)) ? found : null;
};

export const ApiKey: ApiKeyResolvers = {
  workspace: async ({ workspaceId }, _args, { workspaces }) => {
    const found = await workspaces.findById(workspaceId);
    if (!found) throw new Error('An API key without a workspace.');
    return found;
  },
  createdBy: async ({ personId }, _args, { people }) => {
    const found = await people.findById(personId);
    if (!found) throw new Error('An API key without a person.');
    return found;
  },
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  expiresAt: ({ expiresAt }) => expiresAt.toISOString(),
  lastUsedAt: ({ lastUsedAt }) => lastUsedAt?.toISOString() ?? null,
  revokedAt: ({ revokedAt }) => revokedAt?.toISOString() ?? null,
};
