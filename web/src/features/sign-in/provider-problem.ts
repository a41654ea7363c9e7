const PROBLEMS: ReadonlyMap<string, string> = new Map([
  [
    'account_not_linked',
    'There is an account with this address already, and the address is not confirmed on both sides. Sign in with your password and confirm your address, then try again.',
  ],
  ['email_not_verified', 'Your provider has not confirmed your address. Confirm it there, then try again.'],
  ['email_not_found', 'Your provider told no address that could be used here.'],
  ['access_denied', 'You did not allow your provider to sign you in here.'],
  ['account_disabled', 'This account is disabled. Ask an administrator of this instance.'],
  [
    'second_factor_needed',
    'Everybody needs a second factor here, and your provider did not confirm one. Turn it on there, or sign in another way.',
  ],
  ['provider_unavailable', 'Your provider does not answer just now. Try again in a moment.'],
]);

/** What to tell somebody who came back from an identity provider with an error; its own words are never shown. */
export function providerProblem(code: string | null): string | undefined {
  if (code === null) return undefined;
  return PROBLEMS.get(code) ?? 'Signing in at your provider did not work. Try again.';
}
