import type { MutationResolvers } from '../__generated__/resolvers-types.ts';
import { MAILS_TO_ADDRESS } from '../domain/attempt-limits.ts';
import { askingPerson } from './asking-person.ts';
import { invalidToken, tooManyMails } from './outcomes.ts';

export const requestEmailVerification: MutationResolvers['requestEmailVerification'] = async (
  _parent,
  _arguments,
  context,
) => {
  const { mailLimit, emailVerification } = context.identity;
  const person = await askingPerson(context);
  if (person.emailVerified)
    return { __typename: 'EmailAlreadyVerified', message: 'Your address is confirmed already.' };
  const retryAfterSeconds = await mailLimit.fromNetwork(context.clientNetwork);
  if (retryAfterSeconds > 0) return tooManyMails(retryAfterSeconds);
  if (!(await mailLimit.toAddress(person.email))) return tooManyMails(MAILS_TO_ADDRESS.windowSeconds);
  emailVerification.request(person);
  return { __typename: 'EmailVerificationRequested', email: person.email };
};

export const verifyEmail: MutationResolvers['verifyEmail'] = async (_parent, { input }, context) => {
  const person = await context.identity.emailVerification.verify(input.token);
  return person ? { __typename: 'EmailVerified', email: person.email } : invalidToken;
};
