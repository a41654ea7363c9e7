import { forbidden } from '@codexcontinue/platform/errors';
import { isId } from '@codexcontinue/platform/ids';
import type { MutationResolvers } from '../__generated__/resolvers-types.ts';
import type { Answer } from './guess.ts';
import { nobody, requireInstanceAdmin } from './manage-people.ts';
import { withProof } from './with-proof.ts';

const nothing = {
  __typename: 'NoSecondFactor',
  message: 'This person has neither an authenticator app nor a passkey, so nothing was changed.',
} as const;

export const resetSecondFactor: MutationResolvers['resetSecondFactor'] = async (
  _parent,
  { input: { userId, password } },
  context,
) => {
  const actorId = await requireInstanceAdmin(context);
  if (userId === actorId) forbidden('You cannot reset your own second factor. Ask another administrator.');
  return withProof(context, password, async (): Promise<Answer<'resetSecondFactor'>> => {
    const done = isId(userId) ? await context.identity.secondFactorReset(userId) : 'nobody';
    if (done === 'nobody') return nobody();
    return done === 'nothing' ? nothing : { __typename: 'SecondFactorReset', ...done };
  });
};
