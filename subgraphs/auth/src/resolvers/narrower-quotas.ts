import { mayManage, requirePerson, roleIn } from '@codexcontinue/platform/callers';
import { forbidden } from '@codexcontinue/platform/errors';
import { isId } from '@codexcontinue/platform/ids';
import type {
  ApiKeyResolvers,
  MutationResolvers,
  WorkspaceMemberResolvers,
  WorkspaceResolvers,
} from '../__generated__/resolvers-types.ts';
import { faultOfLimit, isOfKeys, isOfWorkspaces, kindOf } from '../domain/quotas.ts';
import { invalid, quotaSet } from './quota-answers.ts';

// Limits within what a person may have anyway: theirs in one workspace, and those of their API keys.

export const memberOfWorkspace: WorkspaceResolvers['member'] = async ({ id }, { userId }, { workspaces }) =>
  isId(userId) ? ((await workspaces.findMember(id, userId)) ?? null) : null;

export const quotasOfMember: WorkspaceMemberResolvers['quotas'] = (member, _args, { caller, quotas }) => {
  const isOwn = caller.kind === 'person' && caller.personId === member.personId;
  return isOwn || mayManage(roleIn(caller, member.workspaceId)) ? quotas.ofMember(member) : null;
};

export const quotasOfApiKey: ApiKeyResolvers['quotas'] = (apiKey, _args, { quotas }) => quotas.ofKey(apiKey);

export const setMemberQuota: MutationResolvers['setMemberQuota'] = async (_parent, { input }, context) => {
  const { personId: actorId } = requirePerson(context.caller);
  const { workspaceId, userId: personId, limit = null } = input;
  const role = roleIn(context.caller, workspaceId);
  if (!mayManage(role)) forbidden('Only owners and admins of the workspace set its members’ limits.');
  const kind = kindOf(input.kind);
  if (!isOfWorkspaces(kind))
    return invalid('kind', 'Members have limits of tokens, uploads and answers at the same time.');
  const member = isId(personId) ? await context.workspaces.findMember(workspaceId, personId) : undefined;
  if (!member)
    return { __typename: 'PersonNotFound', message: 'That person is no member of this workspace.' };
  if (member.role === 'OWNER' && role !== 'OWNER') forbidden('Only an owner sets the limits of owners.');
  const standings = await context.quotas.ofMember(member);
  const most = standings.find((each) => each.kind === kind)?.limitWhenUnset;
  const fault = faultOfLimit(kind, limit, most, 'person');
  if (fault) return invalid('limit', fault);
  await context.quotaLimits.set({ subject: { workspaceId, personId }, kind, limit, actorId });
  return quotaSet(await context.quotas.ofMember(member), kind);
};

export const setApiKeyQuota: MutationResolvers['setApiKeyQuota'] = async (_parent, { input }, context) => {
  const { personId: actorId } = requirePerson(context.caller);
  const { workspaceId, apiKeyId, limit = null } = input;
  if (!mayManage(roleIn(context.caller, workspaceId)))
    forbidden('Only owners and admins of the workspace set the limits of its keys.');
  const kind = kindOf(input.kind);
  if (!isOfKeys(kind))
    return invalid('kind', 'Keys have limits of requests and their cost; the rest is their person’s.');
  const key = isId(apiKeyId) ? await context.apiKeys.findById(apiKeyId) : undefined;
  if (key?.workspaceId !== workspaceId)
    return {
      __typename: 'ApiKeyNotFound',
      message: 'This workspace has no such key. Look at the list of keys.',
    };
  const standings = await context.quotas.ofKey(key);
  const most = standings.find((each) => each.kind === kind)?.limitWhenUnset;
  const fault = faultOfLimit(kind, limit, most, 'person');
  if (fault) return invalid('limit', fault);
  const subject = { apiKeyId, workspaceId, personId: key.personId };
  await context.quotaLimits.set({ subject, kind, limit, actorId });
  return quotaSet(await context.quotas.ofKey(key), kind);
};
