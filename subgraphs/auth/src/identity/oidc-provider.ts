import {
  authorizationCodeRequest,
  createAuthorizationURL,
  getOAuth2Tokens,
  type OAuthProvider,
  verifyProviderIdToken,
} from '@better-auth/core/oauth2';
import type { EgressFetch } from '@codexcontinue/platform/egress/egress-fetch';
import type { Logger } from '@codexcontinue/platform/log';
import { createRemoteJWKSet, customFetch, decodeJwt } from 'jose';
import { type Discovered, OIDC_TIMEOUT_MILLISECONDS } from './oidc-discovery.ts';
import type { OidcProvider } from './oidc-environment.ts';
import { readProfile } from './oidc-profile.ts';

/** What is done about second factors. */
export interface SecondFactorDemand {
  /** Whether everybody needs one here. */
  isOn(): boolean;
  /** Called when the provider does not say that the person has proved one; they are not let in. */
  onMissing(): void;
}

/** Authentication Method Reference Values (RFC 8176, section 2): more than one factor was proved. */
const MULTIPLE_FACTORS = 'mfa';

/**
 * An identity provider as Better Auth takes it: authorization code flow with PKCE and nonce, ID tokens verified by the
 * provider's keys. Its own plugin for this calls out by itself; here each call goes through the `fetch` that is given.
 */
export function createOidcProvider(
  provider: OidcProvider,
  discovered: Discovered,
  fetch: EgressFetch,
  secondFactor: SecondFactorDemand,
  logger: Logger,
): OAuthProvider {
  const { clientId, clientSecret } = provider;
  const options = { clientId, ...(clientSecret ? { clientSecret } : {}) };
  const tokenEndpointAuth = { method: clientSecret ? 'client_secret_basic' : 'none' } as const;
  const oauthProvider: OAuthProvider = {
    id: provider.id,
    name: provider.name,
    issuer: discovered.issuer,
    // By sub alone (OpenID Connect Core 1.0, section 5.7); addresses change hands.
    accountSubject: ({ profile }) => String((profile as { sub?: unknown }).sub ?? ''),
    requiresIdTokenNonce: true,
    idToken: {
      jwks: createRemoteJWKSet(new URL(discovered.jwksUrl), { [customFetch]: fetch }),
      issuer: discovered.issuer,
      audience: clientId,
      algorithms: discovered.algorithms && [...discovered.algorithms],
    },
    createAuthorizationURL: ({ state, codeVerifier, redirectURI, idTokenNonce }) =>
      createAuthorizationURL({
        id: provider.id,
        options,
        authorizationEndpoint: discovered.authorizationUrl,
        state,
        codeVerifier,
        redirectURI,
        nonce: idTokenNonce,
        scopes: [...new Set(['openid', 'email', 'profile', ...provider.scopes])],
      }),
    async validateAuthorizationCode({ code, codeVerifier, redirectURI }) {
      const { body, headers } = await authorizationCodeRequest({
        code,
        codeVerifier,
        redirectURI,
        options,
        tokenEndpoint: discovered.tokenUrl,
        tokenEndpointAuth,
      });
      const response = await fetch(discovered.tokenUrl, {
        method: 'POST',
        headers: headers as Record<string, string>,
        body: body.toString(),
        redirect: 'error',
        signal: AbortSignal.timeout(OIDC_TIMEOUT_MILLISECONDS),
      });
      if (!response.ok) throw new Error(`the token endpoint answered ${response.status}`);
      return getOAuth2Tokens((await response.json()) as Record<string, unknown>);
    },
    async getUserInfo({ expectedIdTokenNonce, ...tokens }) {
      const { idToken } = tokens;
      if (!idToken || !expectedIdTokenNonce) return null;
      if (!(await verifyProviderIdToken(oauthProvider, idToken, expectedIdTokenNonce))) return null;
      if (secondFactor.isOn() && provider.secondFactor !== 'always' && !claimsSecondFactor(idToken)) {
        secondFactor.onMissing();
        return null;
      }
      const profile = await readProfile(tokens, discovered.userInfoUrl, fetch).catch((error: unknown) => {
        // Better Auth would print it.
        logger.warn({ err: error, provider: provider.id }, 'an identity provider does not say who signed in');
        return undefined;
      });
      if (!profile) return null;
      const { email, emailVerified, name } = profile;
      return { user: { email: email ?? null, emailVerified, name }, data: profile };
    },
    options: {},
  };
  return oauthProvider;
}

/** @param idToken verified */
function claimsSecondFactor(idToken: string): boolean {
  const { amr } = decodeJwt(idToken);
  return Array.isArray(amr) && amr.includes(MULTIPLE_FACTORS);
}
