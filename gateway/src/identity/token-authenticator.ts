import { hashApiKey, isApiKey } from '@codexcontinue/platform/api-key';
import type { EgressFetch } from '@codexcontinue/platform/egress/egress-fetch';
import { RuleError } from '@codexcontinue/platform/errors';
import type { Caller, InternalTokenSigner } from '@codexcontinue/platform/identity';
import type { Logger } from '@codexcontinue/platform/log';
import { createRemoteJWKSet, customFetch, errors, type JWTPayload, jwtVerify } from 'jose';
import { keyLookup, sessionLookup } from './authority-lookup.ts';
import { createAuthorityQuestions } from './authority-questions.ts';
import { ANONYMOUS, type Authentication, type CallerAuthenticator } from './caller-authenticator.ts';

/** Where access tokens come from and what they must say. */
export interface TokenAuthenticatorOptions {
  /** The public keys of who signs the tokens. */
  readonly jwksUrl: string;
  /** How they are fetched, where who signs is no part of this system. */
  readonly keysFetch?: EgressFetch;
  /** Who says what a session may do; absent: a token is good until it expires, and says all there is to say. */
  readonly authority?: {
    /** auth's `GET /internal/authority`. */
    readonly url: string;
    readonly internalTokens: InternalTokenSigner;
  };
  readonly issuer: string;
  readonly audience: string;
  readonly logger: Logger;
}

/** How soon an unknown key makes the keys be fetched again: rotation needs no restart, guessing costs auth little. */
const KEY_REFETCH_MILLISECONDS = 5_000;
/** A key that is no longer published is refused after this long at the latest; auth tells of those that must be at once. */
const KEY_LIFETIME_MILLISECONDS = 60_000;
const KEY_FETCH_TIMEOUT_MILLISECONDS = 5_000;

/** Our own tokens are signed by EdDSA; other identity providers sign by others. Never by a shared secret. */
const OWN_ALGORITHMS = ['EdDSA'];
const FOREIGN_ALGORITHMS = [
  'EdDSA',
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
];
const NO_ROLES = Object.freeze({});

/** Verifies access tokens (JWT) and, where there is an authority, asks whether their session still stands. */
export function createTokenAuthenticator(options: TokenAuthenticatorOptions): CallerAuthenticator {
  const { issuer, audience, logger } = options;
  const fetchKeys = () =>
    createRemoteJWKSet(new URL(options.jwksUrl), {
      cacheMaxAge: KEY_LIFETIME_MILLISECONDS,
      cooldownDuration: KEY_REFETCH_MILLISECONDS,
      timeoutDuration: KEY_FETCH_TIMEOUT_MILLISECONDS,
      ...(options.keysFetch ? { [customFetch]: options.keysFetch } : {}),
    });
  let keys = fetchKeys();
  const { authority } = options;
  const questions =
    authority && createAuthorityQuestions({ ...authority, authorityUrl: authority.url, logger });
  const lookUpAuthority = questions && sessionLookup(questions);
  const lookUpKey = questions && keyLookup(questions);

  async function verify(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: authority ? OWN_ALGORITHMS : FOREIGN_ALGORITHMS,
        requiredClaims: authority ? ['sub', 'sid', 'exp'] : ['sub', 'exp'],
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

  async function ofToken(token: string, fresh: boolean): Promise<Authentication> {
    const claims = await verify(token);
    const { sub, exp } = claims;
    const sessionId = sessionOf(claims);
    if (!sub || !sessionId || !exp) throw notSignedIn('The access token is not valid. Sign in again.');
    const scopes = scopesOf(claims);
    const person = { kind: 'person', personId: sub, sessionId, ...(scopes ? { scopes } : {}) } as const;
    const expiresAt = new Date(exp * 1_000);
    if (!lookUpAuthority) return { caller: { ...person, workspaceRoles: NO_ROLES }, expiresAt };
    const { askedAt, lacksSecondFactor, ...authorized } = await lookUpAuthority(sub, sessionId, fresh);
    return {
      caller: { ...person, ...authorized, ...(lacksSecondFactor ? { lacksSecondFactor } : {}) },
      expiresAt,
      askedAt,
      credentialId: sessionId,
      again: () => ofToken(token, true),
    };
  }

  async function ofKey(
    keyHash: string,
    fresh: boolean,
    lookUp: NonNullable<typeof lookUpKey>,
  ): Promise<Authentication> {
    const { expiresAt, askedAt, lacksSecondFactor, ...authorized } = await lookUp(keyHash, fresh);
    const { keyId } = authorized;
    const caller: Caller = {
      kind: 'person',
      sessionId: keyId,
      ...authorized,
      ...(lacksSecondFactor ? { lacksSecondFactor } : {}),
    };
    return { caller, expiresAt, askedAt, credentialId: keyId, again: () => ofKey(keyHash, true, lookUp) };
  }

  return {
    forgetKeys() {
      keys = fetchKeys();
    },
    async authenticate(authorizationHeader) {
      if (!authorizationHeader) return { caller: ANONYMOUS };
      const token = /^Bearer ([\w.~+/=-]{1,8192})$/i.exec(authorizationHeader)?.[1];
      if (!token) throw notSignedIn('The Authorization header must be "Bearer" and an access token.');
      return lookUpKey && isApiKey(token)
        ? ofKey(hashApiKey(token), false, lookUpKey)
        : ofToken(token, false);
    },
  };
}

/** OpenID Connect's `sid`; what else names one sign-in where a provider gives none. */
function sessionOf({ sid, jti, sub }: JWTPayload): string | undefined {
  return typeof sid === 'string' ? sid : (jti ?? sub);
}

/** `scope` as RFC 8693 has it, a text with spaces between; some providers send a list, or call it `scp`. */
function scopesOf({ scope, scp }: JWTPayload): string[] | undefined {
  const given = scope ?? scp;
  if (typeof given === 'string') return given.split(' ').filter((each) => each !== '');
  return Array.isArray(given) ? given.filter((each) => typeof each === 'string') : undefined;
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
