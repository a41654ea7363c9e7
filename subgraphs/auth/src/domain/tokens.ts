import { createHash, createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, type JWK, SignJWT } from 'jose';

/** Who issues access tokens, and for whom: the claims `iss` and `aud`. */
export const TOKEN_ISSUER = 'codexcontinue';
export const TOKEN_AUDIENCE = 'codexcontinue';

export const ACCESS_TOKEN_SECONDS = 10 * 60;
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** A token as it is handed out. */
export interface AccessToken {
  readonly accessToken: string;
  readonly expiresAt: Date;
}

/** Signs access tokens and publishes the key that verifies them. */
export interface AccessTokenSigner {
  sign(personId: string, sessionId: string): Promise<AccessToken>;
  /** The JSON Web Key Set (RFC 7517) for `/.well-known/jwks.json`. */
  readonly jwks: { readonly keys: readonly JWK[] };
}

/** @param privateKeyPem Ed25519, PKCS #8 PEM */
export async function createAccessTokenSigner(privateKeyPem: string): Promise<AccessTokenSigner> {
  const privateKey = createPrivateKey(privateKeyPem);
  const publicJwk = await exportJWK(createPublicKey(privateKey));
  const kid = await calculateJwkThumbprint(publicJwk);
  return {
    jwks: { keys: [{ ...publicJwk, kid, alg: 'EdDSA', use: 'sig' }] },
    async sign(personId, sessionId) {
      const issuedAt = Math.floor(Date.now() / 1_000);
      const accessToken = await new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt' })
        .setIssuer(TOKEN_ISSUER)
        .setAudience(TOKEN_AUDIENCE)
        .setSubject(personId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
        .sign(privateKey);
      return { accessToken, expiresAt: new Date((issuedAt + ACCESS_TOKEN_SECONDS) * 1_000) };
    },
  };
}

/** A new browser session token: 256 bits, so that its plain hash is safe to store. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a session token. */
export function hashSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
