import { RuleError } from '@codexcontinue/platform/errors';
import type { Caller } from '@codexcontinue/platform/identity';
import type { Logger } from '@codexcontinue/platform/log';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { createAuthorityLookup } from './authority-lookup.ts';
import { ANONYMOUS, type CallerAuthenticator } from './caller-authenticator.ts';
import type { InternalTokens } from './internal-tokens.ts';

/** Where access tokens come from and what they must say. */
export interface TokenAuthenticatorOptions {
  /** The public keys of who signs the tokens. */
  readonly jwksUrl: string;
  /** auth's `GET /internal/authority`. */
  readonly authorityUrl: string;
  readonly internalTokens: InternalTokens;
  readonly issuer: string;
  readonly audience: string;
  readonly logger: Logger;
}

/** How soon an unknown key makes the keys be fetched again: rotation needs no restart, guessing costs auth little. */
const KEY_REFETCH_MILLISECONDS = 5_000;
const KEY_FETCH_TIMEOUT_MILLISECONDS = 5_000;

/** Verifies access tokens (JWT, EdDSA) and asks auth whether their session still stands. */
export function createTokenAuthenticator(options: TokenAuthenticatorOptions): CallerAuthenticator {
  const { issuer, audience, logger } = options;
  const keys = createRemoteJWKSet(new URL(options.jwksUrl), {
    cooldownDuration: KEY_REFETCH_MILLISECONDS,
    timeoutDuration: KEY_FETCH_TIMEOUT_MILLISECONDS,
  });
  const lookUpAuthority = createAuthorityLookup(options);

  async function verify(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ['EdDSA'],
        requiredClaims: ['sub', 'sid', 'exp'],
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw notSignedIn('The access token has expired. Refresh it or sign in again.');
      if (isTokenFault(error)) throw notSignedIn('The access token is not valid. Sign in again.');
      logger.error({ err: error }, 'the keys of access tokens cannot be fetched');
      throw new RuleError(
        'SERVICE_UNAVAILABLE',
        'Who you are cannot be verified just now. Try again in a moment.',
      );
    }
  }

  return {
    async authenticate(authorizationHeader) {
      if (!authorizationHeader) return { caller: ANONYMOUS };
      const token = /^Bearer ([\w.~+/=-]{1,8192})$/i.exec(authorizationHeader)?.[1];
      if (!token) throw notSignedIn('The Authorization header must be "Bearer" and an access token.');
      const { sub, sid, exp } = await verify(token);
      if (!sub || typeof sid !== 'string' || !sid || !exp)
        throw notSignedIn('The access token is not valid. Sign in again.');
      const { workspaceRoles } = await lookUpAuthority(sub, sid);
      const caller: Caller = { kind: 'person', personId: sub, sessionId: sid, workspaceRoles };
      return { caller, expiresAt: new Date(exp * 1_000) };
    },
  };
}

function notSignedIn(message: string): RuleError {
  return new RuleError('UNAUTHENTICATED', message);
}

/** What is wrong with the token itself; everything else is wrong with the way to the keys. */
function isTokenFault(error: unknown): boolean {
  return (
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys
  );
}
