import { decodeJwt } from 'jose';
import { isPossibleEmail, normalizeEmail, readName } from '../domain/accounts.ts';
import type { OidcProvider } from './oidc-environment.ts';

const TIMEOUT_MILLISECONDS = 10_000;

/** What a provider says about itself, as far as it is asked here. */
export interface Discovered {
  readonly url: string;
  readonly userInfoUrl: string | undefined;
}

/**
 * Reads a provider's configuration (OpenID Connect Discovery 1.0, section 4).
 *
 * @throws Error when it does not answer, or answers for another issuer
 */
export async function discover({ issuer }: OidcProvider): Promise<Discovered> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
  });
  if (!response.ok) throw new Error(`the identity provider answered ${response.status}`);
  const configuration = (await response.json()) as Record<string, unknown>;
  // Section 4.3: else one provider could speak for another.
  if (configuration.issuer !== issuer) throw new Error('the identity provider answers for another issuer');
  const { userinfo_endpoint: userInfoUrl } = configuration;
  return { url, userInfoUrl: typeof userInfoUrl === 'string' ? userInfoUrl : undefined };
}

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
): Promise<ProviderProfile | undefined> {
  if (!tokens.idToken) return undefined;
  const claims = decodeJwt(tokens.idToken);
  if (!claims.sub) return undefined;
  if (typeof claims.email === 'string' || !userInfoUrl || !tokens.accessToken)
    return toProfile(claims.sub, claims);
  const response = await fetch(userInfoUrl, {
    headers: { authorization: `Bearer ${tokens.accessToken}` },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
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
