import type { EgressFetch } from '@codexcontinue/platform/egress/egress-fetch';
import { z } from 'zod';
import type { OidcProvider } from './oidc-environment.ts';

export const OIDC_TIMEOUT_MILLISECONDS = 10_000;

const address = z.url({ protocol: /^https?$/ });

/** OpenID Connect Discovery 1.0, section 3, as far as it is asked here. */
const configuration = z.object({
  issuer: z.string(),
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  userinfo_endpoint: address.optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).optional(),
});

/** What a provider says about itself. */
export interface Discovered {
  readonly issuer: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly jwksUrl: string;
  readonly userInfoUrl: string | undefined;
  /** What it signs ID tokens with; undefined where it does not say. */
  readonly algorithms: readonly string[] | undefined;
}

/**
 * Reads a provider's configuration (OpenID Connect Discovery 1.0, section 4).
 *
 * @throws Error when it does not answer, answers for another issuer, or lacks what signing in needs
 */
export async function discover({ issuer }: OidcProvider, fetch: EgressFetch): Promise<Discovered> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(OIDC_TIMEOUT_MILLISECONDS),
  });
  if (!response.ok) throw new Error(`the identity provider answered ${response.status}`);
  const read = configuration.safeParse(await response.json());
  if (!read.success) throw new Error('the identity provider cannot be used as it describes itself');
  const { data } = read;
  // Section 4.3: else one provider could speak for another.
  if (data.issuer !== issuer) throw new Error('the identity provider answers for another issuer');
  const algorithms = data.id_token_signing_alg_values_supported;
  return {
    issuer,
    authorizationUrl: data.authorization_endpoint,
    tokenUrl: data.token_endpoint,
    jwksUrl: data.jwks_uri,
    userInfoUrl: data.userinfo_endpoint,
    algorithms: algorithms?.length ? algorithms : undefined,
  };
}
