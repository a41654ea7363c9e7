import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'ccr_';

/**
 * Whoever sends a token again within this time sent it twice by itself: a retry, two tabs. Later it is somebody else's
 * copy (OAuth 2.0 Security Best Current Practice, RFC 9700, section 4.14.2).
 */
export const REFRESH_GRACE_SECONDS = 10;

/** A new refresh token: 256 random bits, so that its plain hash is safe to store. */
export function newRefreshToken(): string {
  return `${PREFIX}${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a refresh token. */
export function hashRefreshToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
