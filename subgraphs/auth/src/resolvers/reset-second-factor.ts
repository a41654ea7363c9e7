import { requirePerson } from '@codexcontinue/platform/callers';
import { forbidden } from '@codexcontinue/platform/errors';
import { isId } from '@codexcontinue/platform/ids';
import type { MutationResolvers } from '../__generated__/resolvers-types.ts';
import type { Context } from '../context.ts';
import { askingPerson } from './asking-person.ts';
import { type Answer, guess } from './guess.ts';
import { nobody, requireInstanceAdmin } from './manage-people.ts';
import { wrongPassword } from './outcomes.ts';

const PROOF_SECONDS = 5 * 60;

const signInAnew = {
  __typename: 'InvalidCredentials',
  message:
    'Your account has no password to prove that it is you. Sign out, sign in again, then do this within five minutes.',
} as const;

const nothing = {
  __typename: 'NoSecondFactor',
  message: 'This person has neither an authenticator app nor a passkey, so nothing was changed.',
} as const;

/** A stolen session alone must not do it: it would open the way to every account whose password somebody has. */
export const resetSecondFactor: MutationResolvers['resetSecondFactor'] = async (
  _parent,
  { input: { userId, password } },
  context,
) => {
  const actorId = await requireInstanceAdmin(context);
  if (userId === actorId) forbidden('You cannot reset your own second factor. Ask another administrator.');
  const actor = await askingPerson(context);
  const hasPassword = await context.people.hasPassword(actorId);
  const reset = async (): Promise<Answer<'resetSecondFactor'> | undefined> => {
    const isProved = hasPassword
      ? await context.identity.secondFactor.isPassword(actorId, password ?? undefined)
      : await signedInJustNow(context);
    if (!isProved) return undefined;
    const done = isId(userId) ? await context.identity.secondFactorReset(userId) : 'nobody';
    if (done === 'nobody') return nobody();
    return done === 'nothing' ? nothing : { __typename: 'SecondFactorReset', ...done };
  };
  return guess(context, actor, reset, hasPassword ? wrongPassword : signInAnew);
};

function signedInJustNow({ caller, sessions }: Context): Promise<boolean> {
  return sessions.isYoung(requirePerson(caller).sessionId, PROOF_SECONDS);
}
