import { hash } from 'node:crypto';

/** What every API key begins with, so that scanners for leaked secrets, and people, know one when they see it. */
export const API_KEY_PREFIX = 'cck_';

/** Whether a bearer credential is an API key: the prefix, then 256 random bits in base64url. */
export function isApiKey(credential: string): boolean {
  return /^cck_[\w-]{43}$/.test(credential);
}

/** What is stored of a key, and what the gateway asks auth by: SHA-256, in hex. 256 random bits need no slow hash. */
export function hashApiKey(secret: string): string {
  return hash('sha256', secret, 'hex');
}
