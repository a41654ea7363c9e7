import { mayManage, requirePerson, roleIn } from '@codexcontinue/platform/callers';
import { forbidden } from '@codexcontinue/platform/errors';
import { isId } from '@codexcontinue/platform/ids';
import type {
  MutationResolvers,
  QueryResolvers,
  QuotaResolvers,
  UserResolvers,
  WorkspaceResolvers,
} from '../__generated__/resolvers-types.ts';
import { faultOfLimit, isOfWorkspaces, kindOf, SCHEMA_KINDS } from '../domain/quotas.ts';
import { invalid, quotaSet } from './quota-answers.ts';

export const Quota: QuotaResolvers = {
  kind: ({ kind }) => SCHEMA_KINDS[kind],
  resetsAt: ({ resetsAt }) => resetsAt?.toISOString() ?? null,
};

export const quotasOfUser: UserResolvers['quotas'] = ({ id }, _args, { caller, quotas }) =>
  caller.kind === 'person' && caller.personId === id ? quotas.ofPerson(caller) : null;

export const quotasOfWorkspace: WorkspaceResolvers['quotas'] = ({ id }, _args, { quotas }) =>
  quotas.ofWorkspace(id);

export const personQuotas: QueryResolvers['personQuotas'] = async (_parent, { userId }, context) => {
  if (!(await context.instance.isAdmin(requirePerson(context.caller).personId)))
    forbidden('Only administrators of this instance see the limits of other people.');
  const known = isId(userId) && (await context.people.findById(userId));
  return known ? context.quotas.ofSomebody(userId) : null;
};

export const setWorkspaceQuota: MutationResolvers['setWorkspaceQuota'] = async (
  _parent,
  { input },
  context,
) => {
  const { personId: actorId } = requirePerson(context.caller);
  const { workspaceId, limit = null } = input;
  if (!mayManage(roleIn(context.caller, workspaceId)))
    forbidden('Only owners and admins of the workspace set its limits.');
  const kind = kindOf(input.kind);
  if (!isOfWorkspaces(kind))
    return invalid('kind', 'Workspaces have limits of tokens, uploads and answers at the same time.');
  const isAdmin = await context.instance.isAdmin(actorId);
  const fault = faultOfLimit(kind, limit, isAdmin ? undefined : context.quotas.defaults.workspace[kind]);
  if (fault) return invalid('limit', fault);
  await context.quotaLimits.set({ subject: { workspaceId }, kind, limit, actorId });
  return quotaSet(await context.quotas.ofWorkspace(workspaceId), kind);
};

export const setPersonQuota: MutationResolvers['setPersonQuota'] = async (_parent, { input }, context) => {
  const { personId: actorId } = requirePerson(context.caller);
  if (!(await context.instance.isAdmin(actorId)))
    forbidden('Only administrators of this instance set the limits of people.');
  const { userId: personId, limit = null } = input;
  const kind = kindOf(input.kind);
  const fault = faultOfLimit(kind, limit);
  if (fault) return invalid('limit', fault);
  const known = isId(personId) && (await context.people.findById(personId));
  if (!known) return { __typename: 'PersonNotFound', message: 'There is no account with that id.' };
  await context.quotaLimits.set({ subject: { personId }, kind, limit, actorId });
  return quotaSet(await context.quotas.ofSomebody(personId), kind);
};
