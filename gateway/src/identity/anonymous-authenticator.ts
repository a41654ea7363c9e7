import { ANONYMOUS, type CallerAuthenticator } from './caller-authenticator.ts';

/** Everybody is anonymous, whatever they send: for a gateway without an identity provider. */
export function createAnonymousAuthenticator(): CallerAuthenticator {
  return { authenticate: async () => ({ caller: ANONYMOUS }) };
}
