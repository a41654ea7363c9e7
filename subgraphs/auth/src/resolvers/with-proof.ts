import { requirePerson } from '@codexcontinue/platform/callers';
import type { Context } from '../context.ts';
import { askingPerson } from './asking-person.ts';
import { guess } from './guess.ts';
import { wrongPassword } from './outcomes.ts';

const PROOF_SECONDS = 5 * 60;

const signInAnew = {
  __typename: 'InvalidCredentials',
  message:
    'Your account has no password to prove that it is you. Sign out, sign in again, then do this within five minutes.',
} as const;

/**
 * Does something only once who asks has proved who they are: a stolen session of theirs must not be enough for it. The
 * password is the proof, and wrong ones count as at sign-in; who has none has just signed in.
 */
export async function withProof<Answer>(
  context: Context,
  password: string | null | undefined,
  work: () => Promise<Answer>,
) {
  const person = await askingPerson(context);
  const hasPassword = await context.people.hasPassword(person.id);
  const isProved = () =>
    hasPassword
      ? context.identity.secondFactor.isPassword(person.id, password ?? undefined)
      : context.sessions.isYoung(requirePerson(context.caller).sessionId, PROOF_SECONDS);
  return guess<Answer | typeof wrongPassword | typeof signInAnew>(
    context,
    person,
    async () => ((await isProved()) ? work() : undefined),
    hasPassword ? wrongPassword : signInAnew,
  );
}
