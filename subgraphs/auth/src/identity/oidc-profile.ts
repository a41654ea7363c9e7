import type { EgressFetch } from '@codexcontinue/platform/egress/egress-fetch';
import { decodeJwt } from 'jose';
import { isPossibleEmail, normalizeEmail, readName } from '../domain/accounts.ts';
import { OIDC_TIMEOUT_MILLISECONDS } from './oidc-discovery.ts';

/** A person as their provider describes them. */
export interface ProviderProfile {
  readonly sub: string;
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  readonly name: string;
}

/**
 * Reads who signed in.
 *
 * @param tokens the ID token is verified already; one there must be, because the nonce is in it
 * @returns undefined when the provider does not say, or says it of another person than the ID token does
 */
export async function readProfile(
  tokens: { readonly idToken?: string | undefined; readonly accessToken?: string | undefined },
  userInfoUrl: string | undefined,
  fetch: EgressFetch,
): Promise<ProviderProfile | undefined> {
  if (!tokens.idToken) return undefined;
  const claims = decodeJwt(tokens.idToken);
  if (!claims.sub) return undefined;
  if (typeof claims.email === 'string' || !userInfoUrl || !tokens.accessToken)
    return toProfile(claims.sub, claims);
  const response = await fetch(userInfoUrl, {
    headers: { authorization: `Bearer ${tokens.accessToken}` },
    redirect: 'error',
    signal: AbortSignal.timeout(OIDC_TIMEOUT_MILLISECONDS),
  });
  if (!response.ok) return undefined;
  const userInfo = (await response.json()) as Record<string, unknown>;
  // OpenID Connect Core 1.0, section 5.3.2.
  return userInfo.sub === claims.sub ? toProfile(claims.sub, { ...claims, ...userInfo }) : undefined;
}

function toProfile(sub: string, claims: Readonly<Record<string, unknown>>): ProviderProfile {
  const typed = typeof claims.email === 'string' ? normalizeEmail(claims.email) : '';
  const email = isPossibleEmail(typed) ? typed : undefined;
  const name = typeof claims.name === 'string' ? readName(claims.name) : undefined;
  return {
    sub,
    email,
    emailVerified: claims.email_verified === true,
    name: name ?? email?.split('@')[0] ?? sub.slice(0, 60),
  };
}
