import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a signed address is good for. */
export type SignedPurpose = 'upload' | 'download';

/** Makes and checks addresses that are their own credential, for one object, one purpose and a short time. */
export interface UrlSigner {
  /** A path relative to the gateway. */
  sign(purpose: SignedPurpose, id: string, expiresAt: Date): string;
  /** Whether the signature belongs to exactly this, and its time is not over. */
  verify(purpose: SignedPurpose, id: string, expires: string, signature: string, now?: Date): boolean;
}

/** @param secret at least 32 characters */
export function createUrlSigner(secret: string): UrlSigner {
  const signatureOf = (purpose: SignedPurpose, id: string, expires: string) =>
    createHmac('sha256', secret).update(`${purpose}\n${id}\n${expires}`).digest('base64url');
  return {
    sign(purpose, id, expiresAt) {
      const expires = String(Math.floor(expiresAt.getTime() / 1_000));
      return `/${purpose}s/${id}?expires=${expires}&signature=${signatureOf(purpose, id, expires)}`;
    },
    verify(purpose, id, expires, signature, now = new Date()) {
      if (!/^\d{1,12}$/.test(expires) || Number(expires) * 1_000 < now.getTime()) return false;
      const expected = Buffer.from(signatureOf(purpose, id, expires));
      const given = Buffer.from(signature);
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}
