import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign as signBytes,
} from 'node:crypto';
import { errors, jwtVerify } from 'jose';
import { createMemorySharedSeenTokens } from './memory-shared-seen-tokens.ts';
import type { QuotaOverrides } from './quotas/quota-kinds.ts';
import type { SharedSeenTokens } from './shared-seen-tokens.ts';

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
      /** What their access token, or API key, was given for (OAuth 2.0 `scope`); absent where tokens are not limited. */
      readonly scopes?: readonly string[];
      /** The API key that speaks for them; `scopes` then bound what it may ask of each subgraph. `sessionId` is the same id. */
      readonly keyId?: string;
      /** Limits that were set for them and their workspaces; absent where the defaults hold. */
      readonly quotas?: QuotaOverrides;
      /** They must have a second factor (`HARDENED=1`) and have none: they may set one up, and nothing else. */
      readonly lacksSecondFactor?: true;
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
/** Of Ed25519 (RFC 8032, 5.1.6). */
const SIGNATURE_BYTES = 64;

/** Signs internal tokens; only the gateway has one. */
export interface InternalTokenSigner {
  /** @param audience the subgraph's name; the token is good for no other, for half a minute, and once */
  sign(caller: Caller, audience: string): Promise<string>;
}

/** Verifies internal tokens for one subgraph. */
export interface InternalTokenVerifier {
  /** The caller, or undefined for a token that is altered, expired, made for another audience, or seen before. */
  verify(token: string): Promise<Caller | undefined>;
}

/**
 * Signs a token for every call. The JWT (RFC 7519, in the compact form of RFC 7515) is put together here: `jose` signs
 * through WebCrypto, which takes nearly twice the time, and this is done for each call of a subgraph.
 *
 * @param privateKeyPem an Ed25519 private key, PKCS #8 PEM
 */
export function createInternalTokenSigner(privateKeyPem: string): InternalTokenSigner {
  const key = createPrivateKey(privateKeyPem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('An internal token is signed by Ed25519.');
  const header = encodePart({ alg: 'EdDSA' });
  const signer = randomUUID();
  let signed = 0;
  return {
    async sign(caller, audience) {
      signed += 1;
      const iat = Math.floor(Date.now() / 1_000);
      const exp = iat + LIFETIME_SECONDS;
      const claims = { caller, iss: ISSUER, aud: audience, jti: `${signer}-${signed}`, iat, exp };
      const content = `${header}.${encodePart(claims)}`;
      return `${content}.${signBytes(null, Buffer.from(content), key).toString('base64url')}`;
    },
  };
}

function encodePart(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/**
 * @param publicKeyPem the Ed25519 public key of the gateway, SPKI PEM
 * @param audience the name of the subgraph that verifies
 * @param shared where replicas note what they have taken; without it a token is good once at each
 */
export function createInternalTokenVerifier(
  publicKeyPem: string,
  audience: string,
  shared?: SharedSeenTokens,
): InternalTokenVerifier {
  const key: KeyObject = createPublicKey(publicKeyPem);
  const seen = createMemorySharedSeenTokens();
  const rules = {
    issuer: ISSUER,
    audience,
    algorithms: ['EdDSA'],
    requiredClaims: ['jti', 'exp'],
  };
  return {
    async verify(token) {
      try {
        // Asked beside the check of the signature, which takes about as long; the answer counts with it only.
        const [{ payload }, isFirst] = await Promise.all([
          jwtVerify(token, key, rules),
          shared ? noteShared(shared, token) : true,
        ]);
        const { jti = '', exp = 0 } = payload;
        return (await seen.takeFirst(jti, exp)) && isFirst ? (payload.caller as Caller) : undefined;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}

/**
 * Notes a token whose signature is not checked yet. It is named by the bytes of its signature: nobody can use up a token
 * they do not have, and the same bytes written otherwise are the same token.
 */
function noteShared(shared: SharedSeenTokens, token: string): Promise<boolean> | boolean {
  const signature = Buffer.from(token.slice(token.lastIndexOf('.') + 1), 'base64url');
  // Whatever else it says, it is refused after this time.
  const end = Math.ceil(Date.now() / 1_000) + LIFETIME_SECONDS;
  return signature.length === SIGNATURE_BYTES && shared.takeFirst(signature.toString('base64url'), end);
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
