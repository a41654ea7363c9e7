/** What is stored cannot be decrypted: its key is missing, or it is not what was written there. */
export class EncryptionError extends Error {
  override readonly name = 'EncryptionError';
}
