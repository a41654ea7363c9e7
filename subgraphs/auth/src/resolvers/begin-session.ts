import type { ResolversTypes } from '../__generated__/resolvers-types.ts';
import type { Context } from '../context.ts';
import type { PersonRecord } from '../data/people-store.ts';

/** Signs a person in whose proof was good: an access token in the answer, a cookie for browsers. */
export async function beginSession(
  person: PersonRecord,
  context: Context,
): Promise<Awaited<ResolversTypes['SignedIn']> & { __typename: 'SignedIn' }> {
  const { accessToken, expiresAt, cookie } = await context.sessionIssuer.begin(person.id);
  context.setCookie(cookie);
  context.signedInNow.add(person.id);
  return { __typename: 'SignedIn', accessToken, expiresAt: expiresAt.toISOString(), user: person };
}
