import { randomBytes } from 'node:crypto';
import { API_KEY_PREFIX, hashApiKey } from '@codexcontinue/platform/api-key';
import type { Refusal } from './accounts.ts';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1_000;
const DEFAULT_DAYS = 90;
const MAXIMUM_DAYS = 366;
const HINT_LENGTH = API_KEY_PREFIX.length + 4;

/** A new key: 256 random bits, so that its plain hash is safe to store. */
export function newApiKey(): { readonly secret: string; readonly keyHash: string; readonly hint: string } {
  const secret = `${API_KEY_PREFIX}${randomBytes(32).toString('base64url')}`;
  return { secret, keyHash: hashApiKey(secret), hint: secret.slice(0, HINT_LENGTH) };
}

/** Checks when a new key is to end; every key does. */
export function readKeyExpiry(
  text: string | null | undefined,
  now: Date,
): { readonly expiresAt: Date } | Refusal {
  if (text == null) return { expiresAt: new Date(now.getTime() + DEFAULT_DAYS * DAY_MILLISECONDS) };
  const time = Date.parse(text);
  const latest = now.getTime() + MAXIMUM_DAYS * DAY_MILLISECONDS;
  // NaN is in no order with anything.
  if (!(time > now.getTime() && time <= latest)) {
    const message = 'Let the key end at a time to come, within a year, as in 2027-06-30T12:00:00Z.';
    return { kind: 'InvalidInput', field: 'expiresAt', message };
  }
  return { expiresAt: new Date(time) };
}
