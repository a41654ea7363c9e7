import { requirePerson } from '@codexcontinue/platform/callers';
import { newId } from '@codexcontinue/platform/ids';
import type { MutationResolvers } from '../__generated__/resolvers-types.ts';
import { readNewAccount } from '../domain/accounts.ts';
import { hashPassword } from '../domain/passwords.ts';
import { beginSession } from './begin-session.ts';
import { invalidCode, invalidCredentials, tooManyAttempts } from './outcomes.ts';

export const signUp: MutationResolvers['signUp'] = async (_parent, { input }, context) => {
  const account = readNewAccount(input);
  if ('kind' in account)
    return { __typename: 'InvalidInput', field: account.field, message: account.message };
  const { email, name, password } = account;
  const weak = await context.identity.passwordStrength(password, [email, name]);
  if (weak) return { __typename: 'InvalidInput', field: weak.field, message: weak.message };
  const passwordHash = await hashPassword(password);
  const person = await context.people.create({ id: newId(), email, name, passwordHash });
  if (!person) {
    return {
      __typename: 'EmailTaken',
      message: 'This address has an account already. Sign in, or use another address.',
    };
  }
  const { mailLimit, emailVerification } = context.identity;
  // Who makes many accounts gets no mails sent to people for it; the mail can be asked for later.
  if ((await mailLimit.toNewAccount(context.clientNetwork)) && (await mailLimit.toAddress(email)))
    emailVerification.request(person);
  return beginSession(person, context, input.offline);
};

export const signIn: MutationResolvers['signIn'] = async (_parent, { input }, context) => {
  const outcome = await context.identity.signIn({
    email: input.email,
    password: input.password,
    code: input.code ?? undefined,
    network: context.clientNetwork,
  });
  switch (outcome.kind) {
    case 'signed in':
      return beginSession(outcome.person, context, input.offline);
    case 'held up':
      return tooManyAttempts(outcome.retryAfterSeconds);
    case 'invalid credentials':
      return invalidCredentials;
    case 'invalid code':
      return invalidCode;
    case 'second factor required':
      return {
        __typename: 'SecondFactorRequired',
        message:
          'This account has a second factor. Enter the code of your authenticator app, or a recovery code.',
      };
    case 'passkey required':
      return {
        __typename: 'PasskeyRequired',
        message: 'Here a password alone is not enough, and this account has a passkey: sign in with it.',
      };
  }
};

export const signOut: MutationResolvers['signOut'] = async (_parent, _arguments, context) => {
  const { sessionId } = requirePerson(context.caller);
  context.setCookie(context.sessionIssuer.clearingCookie);
  return { signedOut: await context.sessions.end(sessionId) };
};
