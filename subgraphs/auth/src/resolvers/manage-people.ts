import { mayManage, requirePerson, roleIn } from '@codexcontinue/platform/callers';
import { forbidden } from '@codexcontinue/platform/errors';
import { isId } from '@codexcontinue/platform/ids';
import type {
  MutationResolvers,
  QueryResolvers,
  ResolversTypes,
  UserResolvers,
} from '../__generated__/resolvers-types.ts';
import type { Context } from '../context.ts';

export const changeMemberRole: MutationResolvers['changeMemberRole'] = async (
  _parent,
  { input },
  context,
) => {
  const { personId: actorId } = requirePerson(context.caller);
  const { workspaceId, userId: personId, role } = input;
  const actorRole = roleIn(context.caller, workspaceId);
  if (!mayManage(actorRole)) forbidden('Only owners and admins of the workspace change roles.');
  const change = { workspaceId, personId, role, actorId, mayChangeOwners: actorRole === 'OWNER' };
  const outcome = isId(personId) ? await context.workspaces.changeRole(change) : 'not a member';
  if (outcome === 'owner') forbidden('Only an owner makes owners, or makes them something else.');
  if (outcome === 'last owner') {
    const message = 'A workspace keeps at least one owner. Make somebody else an owner first.';
    return { __typename: 'LastOwner', message };
  }
  if (outcome === 'not a member')
    return { __typename: 'PersonNotFound', message: 'That person is no member of this workspace.' };
  return { __typename: 'MemberRoleChanged', member: outcome };
};

export const disablePerson: MutationResolvers['disablePerson'] = async (_parent, { userId }, context) => {
  const actorId = await requireInstanceAdmin(context);
  if (userId === actorId) forbidden('You cannot disable yourself. Ask another administrator.');
  const outcome = isId(userId) ? await context.instance.disable({ personId: userId, actorId }) : 'nobody';
  // Only of two administrators who disable each other at the same moment.
  if (outcome === 'last administrator') forbidden('Nobody else could look after this instance.');
  return outcome === 'disabled' ? changed(userId, true, context) : nobody();
};

export const enablePerson: MutationResolvers['enablePerson'] = async (_parent, { userId }, context) => {
  await requireInstanceAdmin(context);
  const found = isId(userId) && (await context.instance.enable(userId));
  return found ? changed(userId, false, context) : nobody();
};

export const person: QueryResolvers['person'] = async (_parent, { id }, context) => {
  await requireInstanceAdmin(context);
  return isId(id) ? ((await context.people.findById(id)) ?? null) : null;
};

export const isDisabled: UserResolvers['isDisabled'] = async ({ id }, _args, { caller, instance }) =>
  caller.kind === 'person' && (await instance.isAdmin(caller.personId)) ? instance.isDisabled(id) : null;

export const rotateSigningKeys: MutationResolvers['rotateSigningKeys'] = async (
  _parent,
  { retireNow },
  context,
) => {
  await requireInstanceAdmin(context);
  return { keyId: await context.keyRing.rotate(retireNow ?? false) };
};

/** @throws RuleError FORBIDDEN */
export async function requireInstanceAdmin({ caller, instance }: Context): Promise<string> {
  const { personId } = requirePerson(caller);
  if (!(await instance.isAdmin(personId))) forbidden('Only administrators of this instance do that.');
  return personId;
}

export async function changed(
  userId: string,
  disabled: boolean,
  { people }: Context,
): Promise<ResolversTypes['ChangePersonResult']> {
  const user = await people.findById(userId);
  return user ? { __typename: 'PersonChanged', user, disabled } : nobody();
}

export function nobody() {
  return { __typename: 'PersonNotFound', message: 'There is no account with that id.' } as const;
}
