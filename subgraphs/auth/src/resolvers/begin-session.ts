import type { ResolversTypes } from '../__generated__/resolvers-types.ts';
import type { Context } from '../context.ts';
import type { PersonRecord } from '../data/people-store.ts';

/**
 * Signs a person in whose proof was good: an access token in the answer, a cookie for browsers.
 *
 * @param offline whether a refresh token is wanted
 */
export async function beginSession(
  person: PersonRecord,
  context: Context,
  offline?: boolean | null,
): Promise<Awaited<ResolversTypes['SignedIn']> & { __typename: 'SignedIn' }> {
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
