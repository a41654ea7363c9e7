import type { MutationResolvers } from '../__generated__/resolvers-types.ts';
import type { Context } from '../context.ts';
import type { PersonRecord } from '../data/people-store.ts';
import { tooManyAttempts } from './outcomes.ts';

/**
 * A guess at a password or a code by who is signed in counts like one at signing in.
 *
 * @param work answers undefined for a wrong guess, and anything else for a right one only: that ends the count
 * @param wrong what is answered for a wrong guess
 */
export async function guess<Answer>(
  context: Context,
  person: PersonRecord,
  work: () => Promise<Answer | undefined>,
  wrong: Answer,
) {
  const { guesses } = context.identity;
  const retryAfterSeconds = await guesses.count(person.email, context.clientNetwork);
  if (retryAfterSeconds > 0) return tooManyAttempts(retryAfterSeconds);
  const answer = await work();
  if (answer === undefined) return wrong;
  await guesses.succeeded(person.email, context.clientNetwork);
  return answer;
}

/** What a mutation's resolver may answer. */
export type Answer<Name extends keyof MutationResolvers> = Awaited<
  ReturnType<Extract<NonNullable<MutationResolvers[Name]>, (...all: never[]) => unknown>>
>;
