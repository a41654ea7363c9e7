import { requirePerson } from '@codexcontinue/platform/callers';
import type { MutationResolvers } from '../__generated__/resolvers-types.ts';
import { askingPerson } from './asking-person.ts';
import { type Answer, guess } from './guess.ts';
import { invalidCode, wrongPassword } from './outcomes.ts';

const alreadyOn = {
  __typename: 'SecondFactorAlreadyOn',
  message: 'Your account has a second factor already. Turn it off before you set up another.',
} as const;

const isOff = {
  __typename: 'SecondFactorIsOff',
  message: 'Your account has no second factor. Set one up first.',
} as const;

export const enrollTotp: MutationResolvers['enrollTotp'] = async (_parent, { input }, context) => {
  const person = await askingPerson(context);
  const enroll = async (): Promise<Answer<'enrollTotp'> | undefined> => {
    const begun = await context.identity.secondFactor.enroll(person.id, input.password ?? undefined);
    if (begun === 'wrong password') return undefined;
    return begun === 'on' ? alreadyOn : { __typename: 'TotpEnrollment', ...begun };
  };
  return guess(context, person, enroll, wrongPassword);
};

export const confirmTotp: MutationResolvers['confirmTotp'] = async (_parent, { input }, context) => {
  const { sessionId } = requirePerson(context.caller);
  const person = await askingPerson(context);
  if (person.twoFactorEnabled) return alreadyOn;
  const confirm = async (): Promise<Answer<'confirmTotp'> | undefined> => {
    const codes = await context.identity.secondFactor.confirm(person.id, input.code);
    if (codes) await context.secondFactorDuty.added(person.id, sessionId);
    return codes && { __typename: 'RecoveryCodes', codes: [...codes] };
  };
  return guess(context, person, confirm, invalidCode);
};

export const disableTotp: MutationResolvers['disableTotp'] = async (_parent, { input }, context) => {
  const person = await askingPerson(context);
  const disable = async (): Promise<Answer<'disableTotp'> | undefined> => {
    const outcome = await context.identity.secondFactor.disable(person.id, input.password ?? undefined);
    if (outcome === 'wrong password') return undefined;
    await context.secondFactorDuty.changed(person.id);
    return { __typename: 'TotpDisabled', accountSecurity: { ...person, twoFactorEnabled: false } };
  };
  return guess(context, person, disable, wrongPassword);
};

export const regenerateRecoveryCodes: MutationResolvers['regenerateRecoveryCodes'] = async (
  _parent,
  { input },
  context,
) => {
  const person = await askingPerson(context);
  if (!person.twoFactorEnabled) return isOff;
  const regenerate = async (): Promise<Answer<'regenerateRecoveryCodes'> | undefined> => {
    const codes = await context.identity.secondFactor.regenerate(person.id, input.password ?? undefined);
    return codes === 'wrong password' ? undefined : { __typename: 'RecoveryCodes', codes: [...codes] };
  };
  return guess(context, person, regenerate, wrongPassword);
};
