import { requirePerson } from '@codexcontinue/platform/callers';
import { newId } from '@codexcontinue/platform/ids';
import type { MutationResolvers, ResolversTypes } from '../__generated__/resolvers-types.ts';
import type { Context } from '../context.ts';
import type { PersonRecord } from '../data/people-store.ts';
import {
  isPossibleEmail,
  normalizeEmail,
  readNewAccount,
  secondsUntilNextAttempt,
} from '../domain/accounts.ts';
import { hashPassword, verifyPassword } from '../domain/passwords.ts';

export const signUp: MutationResolvers['signUp'] = async (_parent, { input }, context) => {
  const account = readNewAccount(input);
  if ('kind' in account)
    return { __typename: 'InvalidInput', field: account.field, message: account.message };
  const passwordHash = await hashPassword(account.password);
  const person = await context.people.create({
    id: newId(),
    email: account.email,
    name: account.name,
    passwordHash,
  });
  if (!person) {
    return {
      __typename: 'EmailTaken',
      message: 'This address has an account already. Sign in, or use another address.',
    };
  }
  return beginSession(person, context, input.offline);
};

export const signIn: MutationResolvers['signIn'] = async (_parent, { input }, context) => {
  const email = normalizeEmail(input.email);
  const invalid = {
    __typename: 'InvalidCredentials',
    message: 'The address and the password do not belong together. Check both, then try again.',
  } as const;
  if (!isPossibleEmail(email)) {
    await verifyPassword(undefined, input.password);
    return invalid;
  }
  // Counted before the password is checked: a hundred attempts at once are a hundred attempts.
  const attempts = await context.people.countSignInAttempt(email);
  const retryAfterSeconds = secondsUntilNextAttempt(attempts, new Date());
  if (retryAfterSeconds > 0) {
    const minutes = Math.ceil(retryAfterSeconds / 60);
    return {
      __typename: 'TooManyAttempts',
      retryAfterSeconds,
      message: `Too many attempts for this address. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    };
  }
  const person = await context.people.findByEmail(email);
  if (!(await verifyPassword(person?.passwordHash, input.password)) || !person) return invalid;
  await context.people.forgetSignInAttempts(email);
  return beginSession(person, context, input.offline);
};

export const signOut: MutationResolvers['signOut'] = async (_parent, _arguments, context) => {
  const { sessionId } = requirePerson(context.caller);
  context.setCookie(context.sessionIssuer.clearingCookie);
  return { signedOut: await context.sessions.end(sessionId) };
};

async function beginSession(
  person: PersonRecord,
  context: Context,
  offline: boolean | null | undefined,
): Promise<ResolversTypes['SignInResult']> {
  const begun = await context.sessionIssuer.begin(person.id, offline ?? false);
  const { accessToken, expiresAt, cookie, refreshToken } = begun;
  context.setCookie(cookie);
  context.signedInNow.add(person.id);
  return {
    __typename: 'SignedIn',
    accessToken,
    expiresAt: expiresAt.toISOString(),
    refreshToken,
    user: person,
  };
}
