import { mayManage, requirePerson, roleIn } from '@codexcontinue/platform/callers';
import { forbidden } from '@codexcontinue/platform/errors';
import { isId } from '@codexcontinue/platform/ids';
import type { MutationResolvers } from '../__generated__/resolvers-types.ts';
import { isPossibleEmail, normalizeEmail, readWorkspaceName } from '../domain/accounts.ts';

export const createWorkspace: MutationResolvers['createWorkspace'] = async (_parent, { input }, context) => {
  const { personId } = requirePerson(context.caller);
  const checked = readWorkspaceName(input.name);
  if ('kind' in checked)
    return { __typename: 'InvalidInput', field: checked.field, message: checked.message };
  const domain = input.domain && input.domain !== 'none' ? input.domain : null;
  if (domain && !context.packs.includes(domain)) {
    const enabled = [...context.packs];
    const message = enabled.length
      ? `No domain pack "${domain.slice(0, 50)}" is enabled here. Enabled: ${enabled.join(', ')}.`
      : 'No domain packs are enabled here. Leave the domain out.';
    return { __typename: 'UnknownDomain', message, enabled };
  }
  const workspace = await context.workspaces.create({ name: checked.name, domain, ownerId: personId });
  return { __typename: 'WorkspaceCreated', workspace };
};

export const addWorkspaceMember: MutationResolvers['addWorkspaceMember'] = async (
  _parent,
  { input },
  context,
) => {
  const { personId: actorId } = requirePerson(context.caller);
  const actorRole = roleIn(context.caller, input.workspaceId);
  if (!mayManage(actorRole)) forbidden('Only owners and admins of the workspace add members.');
  if (input.role === 'OWNER' && actorRole !== 'OWNER') forbidden('Only an owner makes owners.');
  const email = normalizeEmail(input.email);
  const person = isPossibleEmail(email) ? await context.people.findByEmail(email) : undefined;
  if (!person) {
    return {
      __typename: 'PersonNotFound',
      message: 'Nobody here has that address. Ask the person to sign up first.',
    };
  }
  const member = await context.workspaces.addMember({
    workspaceId: input.workspaceId,
    personId: person.id,
    role: input.role,
    actorId,
  });
  if (!member)
    return { __typename: 'AlreadyMember', message: `${person.name} is a member of this workspace already.` };
  return { __typename: 'WorkspaceMemberAdded', member };
};

export const removeWorkspaceMember: MutationResolvers['removeWorkspaceMember'] = async (
  _parent,
  { input },
  context,
) => {
  const { personId: actorId } = requirePerson(context.caller);
  const { workspaceId, userId: personId } = input;
  const actorRole = roleIn(context.caller, workspaceId);
  const leaves = actorRole !== undefined && personId === actorId;
  if (!leaves && !mayManage(actorRole))
    forbidden('Only owners and admins of the workspace remove other members.');
  const outcome = isId(personId)
    ? await context.workspaces.removeMember({
        workspaceId,
        personId,
        actorId,
        mayRemoveOwners: actorRole === 'OWNER',
      })
    : 'not a member';
  if (outcome === 'owner') forbidden('Only an owner removes owners.');
  if (outcome === 'last owner') {
    return {
      __typename: 'LastOwner',
      message: 'A workspace keeps at least one owner. Make somebody else an owner first.',
    };
  }
  const workspace = await context.workspaces.findById(workspaceId);
  if (outcome === 'not a member' || !workspace) {
    return { __typename: 'PersonNotFound', message: 'That person is no member of this workspace.' };
  }
  return { __typename: 'WorkspaceMemberRemoved', workspace };
};
