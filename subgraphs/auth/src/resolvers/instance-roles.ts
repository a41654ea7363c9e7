import { requirePerson } from '@codexcontinue/platform/callers';
import { readPageRequest, toConnection } from '@codexcontinue/platform/connections';
import { forbidden } from '@codexcontinue/platform/errors';
import { isId } from '@codexcontinue/platform/ids';
import { isIdKey } from '@codexcontinue/platform/page-keys';
import type {
  InstanceRoleHolderResolvers,
  MutationResolvers,
  QueryResolvers,
  SetInstanceRolesInput,
  UserResolvers,
} from '../__generated__/resolvers-types.ts';
import type { Context } from '../context.ts';
import type { Answer } from './guess.ts';
import { changed, nobody, requireInstanceAdmin } from './manage-people.ts';
import { withProof } from './with-proof.ts';

/** Asks for a proof as a reset of a second factor does: a stolen session could appoint somebody to do that. */
export const setInstanceRoles: MutationResolvers['setInstanceRoles'] = async (
  _parent,
  { input },
  context,
) => {
  const actorId = await requireInstanceAdmin(context);
  return withProof(context, input.password, () => setRoles(actorId, input, context));
};

async function setRoles(
  actorId: string,
  { userId: personId, administrator, auditor }: SetInstanceRolesInput,
  context: Context,
): Promise<Answer<'setInstanceRoles'>> {
  if (!isId(personId)) return nobody();
  const outcome = await context.instance.setRoles({
    actorId,
    personId,
    administrator: administrator ?? undefined,
    auditor: auditor ?? undefined,
  });
  switch (outcome) {
    case 'changed':
      return changed(personId, await context.instance.isDisabled(personId), context);
    case 'nobody':
      return nobody();
    case 'disabled':
      return {
        __typename: 'PersonIsDisabled',
        message: 'This person is disabled. Enable them first, then give them a role.',
      };
    case 'last administrator':
      return {
        __typename: 'LastAdministrator',
        message: 'This instance keeps at least one administrator. Make somebody else one first.',
      };
    case 'not an administrator':
      return forbidden('Only administrators of this instance do that.');
    default:
      return outcome satisfies never;
  }
}

export const instanceRoles: QueryResolvers['instanceRoles'] = async (_parent, args, context) => {
  await requireInstanceViewer(
    context,
    'Only administrators and auditors of this instance see who looks after it.',
  );
  const request = readPageRequest(args, isIdKey);
  return toConnection(await context.instance.holders(request), request, ({ user }) => user.id);
};

export const InstanceRoleHolder: InstanceRoleHolderResolvers = {
  administratorSince: ({ administratorSince }) => administratorSince?.toISOString() ?? null,
  auditorSince: ({ auditorSince }) => auditorSince?.toISOString() ?? null,
};

export const isInstanceAdmin: UserResolvers['isInstanceAdmin'] = async ({ id }, _args, context) =>
  (await maySeeRolesOf(id, context)) ? context.instance.isAdmin(id) : null;

export const isInstanceAuditor: UserResolvers['isInstanceAuditor'] = async ({ id }, _args, context) =>
  (await maySeeRolesOf(id, context)) ? context.instance.isAuditor(id) : null;

/** @param refusal what others are told @throws RuleError FORBIDDEN */
export async function requireInstanceViewer({ caller, instance }: Context, refusal: string): Promise<void> {
  const { personId } = requirePerson(caller);
  if (!(await instance.isAdmin(personId)) && !(await instance.isAuditor(personId))) forbidden(refusal);
}

async function maySeeRolesOf(id: string, { caller, instance }: Context): Promise<boolean> {
  if (caller.kind !== 'person') return false;
  return caller.personId === id || instance.isAdmin(caller.personId);
}
