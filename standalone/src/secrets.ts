import { randomBytes } from 'node:crypto';
import type { DataDirectory } from '@codexcontinue/platform/database/data-directory';
import { generateSigningKeyPair, publicKeyOf } from '@codexcontinue/platform/identity';

/** The secrets of one installation, made on its first start and kept in its data directory. */
export interface Secrets {
  readonly authSigningKeyPem: string;
  readonly authEncryptionKey: string;
  readonly internalPrivateKeyPem: string;
  readonly internalPublicKeyPem: string;
  readonly cursorSecret: string;
  readonly urlSecret: string;
}

export async function readSecrets(directory: DataDirectory): Promise<Secrets> {
  const randomSecret = () => randomBytes(32).toString('base64url');
  const privateKey = () => generateSigningKeyPair().privateKeyPem;
  const internalPrivateKeyPem = await directory.secretFile('internal-private-key.pem', privateKey);
  return {
    authSigningKeyPem: await directory.secretFile('auth-signing-key.pem', privateKey),
    authEncryptionKey: await directory.secretFile('auth-encryption-secret', randomSecret),
    internalPrivateKeyPem,
    internalPublicKeyPem: publicKeyOf(internalPrivateKeyPem),
    cursorSecret: await directory.secretFile('cursor-secret', randomSecret),
    urlSecret: await directory.secretFile('url-secret', randomSecret),
  };
}
