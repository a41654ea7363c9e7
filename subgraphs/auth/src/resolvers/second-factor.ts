import type { MutationResolvers } from '../__generated__/resolvers-types.ts';
import type { Context } from '../context.ts';
import type { PersonRecord } from '../data/people-store.ts';
import { askingPerson } from './asking-person.ts';
import { invalidCode, tooManyAttempts, wrongPassword } from './outcomes.ts';

const alreadyOn = {
  __typename: 'SecondFactorAlreadyOn',
  message: 'Your account has a second factor already. Turn it off before you set up another.',
} as const;

/** A guess at a password or a code by who is signed in counts like one at signing in. */
async function guess<Answer>(
  context: Context,
  work: (person: PersonRecord) => Promise<Answer | undefined>,
  wrong: Answer,
) {
  const person = await askingPerson(context);
  const retryAfterSeconds = await context.identity.guesses.count(person.email, context.clientNetwork);
  if (retryAfterSeconds > 0) return tooManyAttempts(retryAfterSeconds);
  const answer = await work(person);
  if (answer === undefined) return wrong;
  await context.identity.guesses.succeeded(person.email, context.clientNetwork);
  return answer;
}

type Answer<Name extends keyof MutationResolvers> = Awaited<
  ReturnType<Extract<NonNullable<MutationResolvers[Name]>, (...all: never[]) => unknown>>
>;

export const enrollTotp: MutationResolvers['enrollTotp'] = (_parent, { input }, context) =>
  guess<Answer<'enrollTotp'>>(
    context,
    async ({ id }) => {
      const begun = await context.identity.secondFactor.enroll(id, input.password ?? undefined);
      if (begun === 'wrong password') return undefined;
      return begun === 'on' ? alreadyOn : { __typename: 'TotpEnrollment', ...begun };
    },
    wrongPassword,
  );

export const confirmTotp: MutationResolvers['confirmTotp'] = (_parent, { input }, context) =>
  guess<Answer<'confirmTotp'>>(
    context,
    async ({ id, twoFactorEnabled }) => {
      if (twoFactorEnabled) return alreadyOn;
      const codes = await context.identity.secondFactor.confirm(id, input.code);
      return codes && { __typename: 'RecoveryCodes', codes: [...codes] };
    },
    invalidCode,
  );

export const disableTotp: MutationResolvers['disableTotp'] = (_parent, { input }, context) =>
  guess<Answer<'disableTotp'>>(
    context,
    async (person) => {
      const outcome = await context.identity.secondFactor.disable(person.id, input.password ?? undefined);
      if (outcome === 'wrong password') return undefined;
      return { __typename: 'TotpDisabled', accountSecurity: { ...person, twoFactorEnabled: false } };
    },
    wrongPassword,
  );

export const regenerateRecoveryCodes: MutationResolvers['regenerateRecoveryCodes'] = (
  _parent,
  { input },
  context,
) =>
  guess<Answer<'regenerateRecoveryCodes'>>(
    context,
    async ({ id, twoFactorEnabled }) => {
      if (!twoFactorEnabled) {
        return {
          __typename: 'SecondFactorIsOff',
          message: 'Your account has no second factor. Set one up first.',
        };
      }
      const codes = await context.identity.secondFactor.regenerate(id, input.password ?? undefined);
      return codes === 'wrong password' ? undefined : { __typename: 'RecoveryCodes', codes: [...codes] };
    },
    wrongPassword,
  );
