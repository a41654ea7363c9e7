import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto';
import { type Checkpoint, checkpointText } from '../domain/audit-chain.ts';

/** Signs where the log stands, and tells its own signatures from others. */
export interface CheckpointSigner {
  sign(checkpoint: Omit<Checkpoint, 'signature'>): Checkpoint;
  isSigned(checkpoint: Checkpoint): boolean;
}

/** DER of an Ed25519 private key (RFC 8410) up to its 32 bytes. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const SEED_BYTES = 32;

/**
 * The log's key is derived from auth's own secret (HKDF, RFC 5869), so that no further secret has to be kept; it signs
 * nothing else.
 *
 * @param signingKeyPem auth's AUTH_SIGNING_KEY
 */
export function createCheckpointSigner(signingKeyPem: string): CheckpointSigner {
  const secret = createPrivateKey(signingKeyPem).export({ type: 'pkcs8', format: 'der' });
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'codexcontinue audit checkpoints', SEED_BYTES));
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_HEAD, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey: KeyObject = createPublicKey(privateKey);
  return {
    sign: (checkpoint) => ({
      ...checkpoint,
      signature: sign(null, Buffer.from(checkpointText(checkpoint)), privateKey).toString('base64url'),
    }),
    isSigned: (checkpoint) =>
      verify(
        null,
        Buffer.from(checkpointText(checkpoint)),
        publicKey,
        Buffer.from(checkpoint.signature, 'base64url'),
      ),
  };
}
