import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a signed address is good for. */
export type SignedPurpose = 'upload' | 'download';

/** What a signed address says beside its purpose and its object, as it stands in the query. */
export interface SignedQuery {
  /** Seconds since 1970. */
  readonly expires: string;
  /** For whom it was made. */
  readonly person: string;
  readonly signature: string;
}

/** Makes and checks addresses that are their own credential, for one object, one purpose and a short time. */
export interface UrlSigner {
  /** A path relative to the gateway. */
  sign(purpose: SignedPurpose, id: string, personId: string, expiresAt: Date): string;
  /** Whether the signature belongs to exactly this, and its time is not over. */
  verify(purpose: SignedPurpose, id: string, query: SignedQuery, now?: Date): boolean;
}

/** @param secret at least 32 characters */
export function createUrlSigner(secret: string): UrlSigner {
  const signatureOf = (purpose: SignedPurpose, id: string, person: string, expires: string) =>
    createHmac('sha256', secret).update(`${purpose}\n${id}\n${person}\n${expires}`).digest('base64url');
  return {
    sign(purpose, id, personId, expiresAt) {
      const expires = String(Math.floor(expiresAt.getTime() / 1_000));
      const signature = signatureOf(purpose, id, personId, expires);
      return `/${purpose}s/${id}?expires=${expires}&person=${personId}&signature=${signature}`;
    },
    verify(purpose, id, { expires, person, signature }, now = new Date()) {
      if (!/^\d{1,12}$/.test(expires) || Number(expires) * 1_000 < now.getTime()) return false;
      const expected = Buffer.from(signatureOf(purpose, id, person, expires));
      const given = Buffer.from(signature);
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}
