import { requirePerson } from '@codexcontinue/platform/callers';
import { isId } from '@codexcontinue/platform/ids';
import type { MutationResolvers, PasskeyResolvers } from '../__generated__/resolvers-types.ts';
import { readName } from '../domain/accounts.ts';
import { askingPerson } from './asking-person.ts';
import { beginSession } from './begin-session.ts';
import { type Answer, guess } from './guess.ts';
import { tooManyAttempts, wrongPassword } from './outcomes.ts';

const refused = {
  __typename: 'PasskeyRefused',
  message: 'This passkey could not be verified. Try again; if it stays, sign in another way.',
} as const;

export const Passkey: PasskeyResolvers = {
  name: ({ name }) => name ?? 'Passkey',
  createdAt: ({ createdAt }) => createdAt.toISOString(),
};

export const beginPasskeyRegistration: MutationResolvers['beginPasskeyRegistration'] = async (
  _parent,
  { input },
  context,
) => {
  const person = await askingPerson(context);
  const { secondFactor, passkeys } = context.identity;
  const begin = async (): Promise<Answer<'beginPasskeyRegistration'> | undefined> => {
    if (!(await secondFactor.isPassword(person.id, input.password ?? undefined))) return undefined;
    return { __typename: 'PasskeyCeremony', ...(await passkeys.beginRegistration(person.id)) };
  };
  return guess(context, person, begin, wrongPassword);
};

export const finishPasskeyRegistration: MutationResolvers['finishPasskeyRegistration'] = async (
  _parent,
  { input },
  context,
) => {
  const { personId, sessionId } = requirePerson(context.caller);
  const name = readName(input.name);
  if (name === undefined) {
    return {
      __typename: 'InvalidInput',
      field: 'name',
      message: 'Give the passkey a name of 1 to 120 characters that can be seen.',
    };
  }
  const id = await context.identity.passkeys.finishRegistration(personId, input, name);
  const passkey = id === undefined ? undefined : await context.passkeysStore.find(personId, id);
  if (!passkey) return refused;
  await context.secondFactorDuty.added(personId, sessionId);
  return { __typename: 'PasskeyAdded', passkey };
};

export const removePasskey: MutationResolvers['removePasskey'] = async (_parent, { input }, context) => {
  const person = await askingPerson(context);
  const isRemoved = isId(input.passkeyId) && (await context.passkeysStore.remove(person.id, input.passkeyId));
  if (isRemoved) await context.secondFactorDuty.changed(person.id);
  return isRemoved
    ? { __typename: 'PasskeyRemoved', accountSecurity: person }
    : { __typename: 'PasskeyNotFound', message: 'There is no such passkey in your account any more.' };
};

export const beginPasskeySignIn: MutationResolvers['beginPasskeySignIn'] = (
  _parent,
  _arguments,
  { identity },
) => identity.passkeys.beginSignIn();

export const finishPasskeySignIn: MutationResolvers['finishPasskeySignIn'] = async (
  _parent,
  { input },
  context,
) => {
  const { guesses, passkeys } = context.identity;
  const retryAfterSeconds = await guesses.count(undefined, context.clientNetwork);
  if (retryAfterSeconds > 0) return tooManyAttempts(retryAfterSeconds);
  const personId = await passkeys.finishSignIn(input);
  const person = personId === undefined ? undefined : await context.people.findById(personId);
  if (!person) return refused;
  await guesses.succeeded(person.email, context.clientNetwork);
  return beginSession(person, context);
};
