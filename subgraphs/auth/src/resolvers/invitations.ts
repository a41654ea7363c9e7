import { mayManage, requirePerson, roleIn } from '@codexcontinue/platform/callers';
import { readPageRequest, toConnection } from '@codexcontinue/platform/connections';
import { forbidden } from '@codexcontinue/platform/errors';
import { isId } from '@codexcontinue/platform/ids';
import { isIdKey } from '@codexcontinue/platform/page-keys';
import type {
  MutationResolvers,
  WorkspaceInvitationResolvers,
  WorkspaceResolvers,
} from '../__generated__/resolvers-types.ts';
import type { Context } from '../context.ts';
import { isPossibleEmail, normalizeEmail } from '../domain/accounts.ts';
import { MAILS_TO_ADDRESS } from '../domain/attempt-limits.ts';
import { askingPerson } from './asking-person.ts';
import { invalidToken, tooManyMails } from './outcomes.ts';

/** @throws RuleError FORBIDDEN, for a workspace that does not exist too */
function requireManager({ caller }: Context, workspaceId: string): string {
  requirePerson(caller);
  const role = roleIn(caller, workspaceId);
  if (role === undefined || !mayManage(role))
    forbidden('Only owners and admins of the workspace see and change its invitations.');
  return role;
}

export const invitations: WorkspaceResolvers['invitations'] = async ({ id }, args, context) => {
  requireManager(context, id);
  const request = readPageRequest(args, isIdKey);
  return toConnection(await context.invitationsStore.page(id, request), request, (row) => row.id);
};

export const WorkspaceInvitation: WorkspaceInvitationResolvers = {
  invitedBy: async ({ invitedBy }, _arguments, { people }) =>
    invitedBy === null ? null : ((await people.findById(invitedBy)) ?? null),
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  expiresAt: ({ expiresAt }) => expiresAt.toISOString(),
};

export const inviteToWorkspace: MutationResolvers['inviteToWorkspace'] = async (
  _parent,
  { input },
  context,
) => {
  const role = requireManager(context, input.workspaceId);
  if (input.role === 'OWNER' && role !== 'OWNER') forbidden('Only an owner makes owners.');
  const email = normalizeEmail(input.email);
  if (!isPossibleEmail(email)) {
    return {
      __typename: 'InvalidInput',
      field: 'email',
      message: 'This is no e-mail address. It needs a part before and after an @.',
    };
  }
  const { mailLimit, invitations: sending } = context.identity;
  const inviter = await askingPerson(context);
  const invited = await context.people.findByEmail(email);
  if (invited && (await context.workspaces.shareWorkspace(invited.id, [input.workspaceId])))
    return { __typename: 'AlreadyMember', message: `${invited.name} is a member of this workspace already.` };
  const retryAfterSeconds = await mailLimit.fromNetwork(context.clientNetwork);
  if (retryAfterSeconds > 0) return tooManyMails(retryAfterSeconds);
  if (!(await mailLimit.toAddress(email))) return tooManyMails(MAILS_TO_ADDRESS.windowSeconds);
  const workspace = await context.workspaces.findById(input.workspaceId);
  if (!workspace) throw new Error('A role in a workspace that does not exist.');
  const invitation = await sending.invite(inviter, workspace, { email, role: input.role });
  return { __typename: 'InvitationSent', invitation };
};

export const revokeInvitation: MutationResolvers['revokeInvitation'] = async (
  _parent,
  { input },
  context,
) => {
  requireManager(context, input.workspaceId);
  const revoked = isId(input.invitationId)
    ? await context.invitationsStore.revoke(input.workspaceId, input.invitationId)
    : undefined;
  const workspace = revoked && (await context.workspaces.findById(revoked.workspaceId));
  if (!workspace) {
    return {
      __typename: 'InvitationNotFound',
      message: 'There is no such invitation any more: it was accepted, taken back, or is too old.',
    };
  }
  return { __typename: 'InvitationRevoked', workspace };
};

export const acceptInvitation: MutationResolvers['acceptInvitation'] = async (
  _parent,
  { input },
  context,
) => {
  const person = await askingPerson(context);
  const outcome = await context.identity.invitations.accept(person, input.token);
  switch (outcome.kind) {
    case 'joined':
      return { __typename: 'InvitationAccepted', workspace: outcome.workspace, member: outcome.member };
    case 'token':
      return invalidToken;
    case 'another address':
      return {
        __typename: 'InvitationForAnotherAddress',
        message: 'This invitation went to another address. Sign in with the account of that address.',
      };
    case 'address not verified':
      return {
        __typename: 'EmailNotVerified',
        message: 'Confirm your address first, by the link in the mail you got, then accept the invitation.',
      };
    case 'member already':
      return { __typename: 'AlreadyMember', message: 'You are a member of this workspace already.' };
  }
};
