import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';

/**
 * Who asks, as the gateway tells a subgraph. The gateway verified it; a subgraph believes nothing else.
 *
 * - `person`: someone signed in, with the role in every workspace they are a member of
 * - `anonymous`: nobody
 * - `gateway`: the gateway itself, for what it must know before it can speak for a person
 */
export type Caller =
  | {
      readonly kind: 'person';
      readonly personId: string;
      readonly sessionId: string;
      readonly workspaceRoles: Readonly<Record<string, string>>;
      /** What their access token was given for (OAuth 2.0 `scope`); absent where tokens are not limited. */
      readonly scopes?: readonly string[];
    }
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'gateway' };

/** The header that carries the internal token. Gateways strip it from what clients send. */
export const INTERNAL_TOKEN_HEADER = 'x-codexcontinue-internal';

/**
 * The header that says from which network the client comes: an IPv4 address, or the /64 of an IPv6 address. The gateway
 * sets it on its calls and on what it forwards; it counts only beside an internal token, and on forwarded routes.
 */
export const CLIENT_NETWORK_HEADER = 'x-codexcontinue-client-network';

const ISSUER = 'codexcontinue-gateway';
const LIFETIME_SECONDS = 30;

/** Signs internal tokens; only the gateway has one. */
export interface InternalTokenSigner {
  /** @param audience the subgraph's name; the token is good for no other */
  sign(caller: Caller, audience: string): Promise<string>;
}

/** Verifies internal tokens for one subgraph. */
export interface InternalTokenVerifier {
  /** The caller, or undefined for a token that is altered, expired, or made for another audience. */
  verify(token: string): Promise<Caller | undefined>;
}

/** @param privateKeyPem an Ed25519 private key, PKCS #8 PEM */
export function createInternalTokenSigner(privateKeyPem: string): InternalTokenSigner {
  const key = createPrivateKey(privateKeyPem);
  return {
    sign: (caller, audience) =>
      new SignJWT({ caller })
        .setProtectedHeader({ alg: 'EdDSA' })
        .setIssuer(ISSUER)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${LIFETIME_SECONDS}s`)
        .sign(key),
  };
}

/**
 * @param publicKeyPem the Ed25519 public key of the gateway, SPKI PEM
 * @param audience the name of the subgraph that verifies
 */
export function createInternalTokenVerifier(publicKeyPem: string, audience: string): InternalTokenVerifier {
  const key: KeyObject = createPublicKey(publicKeyPem);
  return {
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key, { issuer: ISSUER, audience, algorithms: ['EdDSA'] });
        return payload.caller as Caller;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}

/** A new Ed25519 key pair as PEM texts (PKCS #8 and SPKI). */
export function generateSigningKeyPair(): { privateKeyPem: string; publicKeyPem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** The public half of a private key, SPKI PEM. */
export function publicKeyOf(privateKeyPem: string): string {
  return createPublicKey(createPrivateKey(privateKeyPem)).export({ type: 'spki', format: 'pem' }).toString();
}
