import type { AccountSecurityResolvers, QueryResolvers } from '../__generated__/resolvers-types.ts';

export const accountSecurity: QueryResolvers['accountSecurity'] = async (_parent, _arguments, context) =>
  context.caller.kind === 'person'
    ? ((await context.people.findById(context.caller.personId)) ?? null)
    : null;

export const AccountSecurity: AccountSecurityResolvers = {
  emailVerified: ({ emailVerified }) => emailVerified,
  hasPassword: ({ id }, _arguments, { people }) => people.hasPassword(id),
  passkeys: ({ id }, _arguments, { passkeysStore }) => passkeysStore.ofPerson(id),
  idleSeconds: (_person, _arguments, { idleSeconds }) => idleSeconds ?? null,
  secondFactorRequired: ({ id }, _arguments, { secondFactorDuty }) => secondFactorDuty.isUnmet(id),
  secondFactorEnabled: ({ twoFactorEnabled }) => twoFactorEnabled,
};
