import { requirePerson } from '@codexcontinue/platform/callers';
import type { MutationResolvers } from '../__generated__/resolvers-types.ts';
import { askingPerson } from './asking-person.ts';
import { type Answer, guess } from './guess.ts';
import { invalidToken, tooManyMails, wrongPassword } from './outcomes.ts';

export const requestPasswordReset: MutationResolvers['requestPasswordReset'] = async (
  _parent,
  { input },
  context,
) => {
  const { mailLimit, passwordChange } = context.identity;
  const retryAfterSeconds = await mailLimit.fromNetwork(context.clientNetwork);
  if (retryAfterSeconds > 0) return tooManyMails(retryAfterSeconds);
  passwordChange.requestReset(input.email, mailLimit.toAddress);
  return {
    __typename: 'PasswordResetRequested',
    message: 'If this address has an account, a mail with a link is on its way. Look into your mailbox.',
  };
};

export const resetPassword: MutationResolvers['resetPassword'] = async (_parent, { input }, context) => {
  const outcome = await context.identity.passwordChange.reset(input.token, input.password);
  if (outcome === 'token') return invalidToken;
  if (outcome !== 'changed')
    return { __typename: 'InvalidInput', field: outcome.field, message: outcome.message };
  return { __typename: 'PasswordReset', message: 'Your new password is set. Sign in with it.' };
};

export const changePassword: MutationResolvers['changePassword'] = async (_parent, { input }, context) => {
  const { sessionId } = requirePerson(context.caller);
  const { passwordChange } = context.identity;
  const person = await askingPerson(context);
  const refused = await passwordChange.refusalFor(person, input.newPassword);
  if (refused) return { __typename: 'InvalidInput', field: 'newPassword', message: refused.message };
  const change = async (): Promise<Answer<'changePassword'> | undefined> => {
    const isChanged = await passwordChange.change(person, {
      current: input.currentPassword,
      password: input.newPassword,
      sessionId,
    });
    return isChanged ? { __typename: 'PasswordChanged', accountSecurity: person } : undefined;
  };
  return guess(context, person, change, wrongPassword);
};
