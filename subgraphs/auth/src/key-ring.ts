import type { AuditIntents } from '@codexcontinue/platform/audit/audit-intents';
import { tellAround } from '@codexcontinue/platform/audit/tell-around';
import { generateSigningKeyPair } from '@codexcontinue/platform/identity';
import type { Logger } from '@codexcontinue/platform/log';
import type { JWK } from 'jose';
import { operatorAct } from './audit/operator-act.ts';
import type { SigningKeysStore } from './data/signing-keys-store.ts';
import { createKeySealer } from './domain/key-sealing.ts';
import {
  ACCESS_TOKEN_SECONDS,
  type AccessToken,
  type AccessTokenSigner,
  createAccessTokenSigner,
} from './domain/tokens.ts';

/** The keys that sign access tokens, of which there is always a next one. */
export interface KeyRing {
  /**
   * Makes the environment's key the first one. Where the environment has another key than before, those of before are
   * refused: whoever changes it wants that. The audit log is told.
   */
  start(intents: AuditIntents): Promise<void>;
  sign(personId: string, sessionId: string): Promise<AccessToken>;
  /** The JSON Web Key Set (RFC 7517): every key whose tokens are accepted, those that do not sign yet included. */
  jwks(): Promise<{ readonly keys: readonly JWK[] }>;
  /**
   * Makes a new key that signs from now on; tokens of the others stay good until they end.
   *
   * @param retireNow the others are refused at once, with all their tokens: for a key that somebody else has
   * @returns the new key's id
   */
  rotate(retireNow: boolean): Promise<string>;
}

/**
 * From publishing a key to signing with it. A gateway that meets a key it does not know fetches the keys again, unless it
 * did in the last five seconds: by then what it fetched has the key.
 */
const SIGNS_AFTER_SECONDS = 10;
const SLACK_SECONDS = 60;

/**
 * @param environmentKeyPem Ed25519, PKCS #8 PEM: the first signing key, and what the others are encrypted under
 */
export async function createKeyRing(
  store: SigningKeysStore,
  environmentKeyPem: string,
  logger: Logger,
): Promise<KeyRing> {
  const sealer = createKeySealer(environmentKeyPem);
  const first = await createAccessTokenSigner(environmentKeyPem);
  const signers = new Map<string, AccessTokenSigner>();

  /** A key is opened once; what does not open was sealed under another secret, and signs no more. */
  async function signerOf(kid: string, sealed: string): Promise<AccessTokenSigner | undefined> {
    const known = signers.get(kid);
    if (known) return known;
    const privateKeyPem = sealer.open(sealed);
    if (privateKeyPem === undefined) return undefined;
    const signer = await createAccessTokenSigner(privateKeyPem);
    signers.set(kid, signer);
    return signer;
  }

  async function recordOf(signer: AccessTokenSigner, privateKeyPem: string) {
    const [publicJwk] = signer.jwks.keys;
    if (!publicJwk?.kid) throw new Error('A signing key has no id.');
    return { kid: publicJwk.kid, publicJwk, sealedPrivateKey: sealer.seal(privateKeyPem) };
  }

  async function presentSigner(): Promise<AccessTokenSigner | undefined> {
    for (const { kid, maySign, sealedPrivateKey } of await store.accepted()) {
      const signer = maySign ? await signerOf(kid, sealedPrivateKey) : undefined;
      if (signer) return signer;
    }
    return undefined;
  }

  async function rotate(retireNow: boolean): Promise<string> {
    const { privateKeyPem } = generateSigningKeyPair();
    const record = await recordOf(await createAccessTokenSigner(privateKeyPem), privateKeyPem);
    const signsAfter = retireNow ? 0 : SIGNS_AFTER_SECONDS;
    const retireAfter = retireNow ? 0 : SIGNS_AFTER_SECONDS + ACCESS_TOKEN_SECONDS + SLACK_SECONDS;
    await store.rotate(record, { signsAfter, retireAfter });
    return record.kid;
  }

  return {
    async start(intents) {
      await store.addFirst(await recordOf(first, environmentKeyPem));
      for (const { kid, sealedPrivateKey } of await store.accepted()) {
        if (await signerOf(kid, sealedPrivateKey)) continue;
        logger.warn({ kid }, 'a signing key of another AUTH_SIGNING_KEY is retired');
        await tellAround(
          intents,
          operatorAct({
            action: 'signing_keys.retired',
            targetId: kid,
            details: { by: 'another AUTH_SIGNING_KEY' },
          }),
          () => store.retire(kid),
        );
      }
      // The environment's own may have been retired long ago.
      if (await presentSigner()) return;
      await tellAround(
        intents,
        operatorAct({
          action: 'signing_keys.rotated',
          details: { retireNow: true, by: 'a start without a key' },
        }),
        () => rotate(true),
        (targetId) => ({ targetId }),
      );
    },
    async sign(personId, sessionId) {
      const signer = await presentSigner();
      if (!signer) throw new Error('No key may sign access tokens: start auth again.');
      return signer.sign(personId, sessionId);
    },
    async jwks() {
      return { keys: (await store.accepted()).map(({ publicJwk }) => publicJwk) };
    },
    rotate,
  };
}
