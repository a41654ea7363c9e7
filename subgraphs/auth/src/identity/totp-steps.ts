import { createOTP } from '@better-auth/utils/otp';
import { symmetricDecrypt } from 'better-auth/crypto';
import type { TwoFactorStore } from '../data/two-factor-store.ts';
import type { BetterAuth } from './better-auth.ts';

/** RFC 6238's X, and Better Auth's default. */
const STEP_MILLISECONDS = 30_000;
/** How far a device's clock may be off, in steps; Better Auth's default. */
const TOLERANCE = 1;

/** The time steps a code is accepted in; more than one about once in a million. */
async function stepsOf(secret: string, code: string, since: number): Promise<number[]> {
  const otp = createOTP(secret);
  const first = Math.floor(since / STEP_MILLISECONDS) - TOLERANCE;
  const last = Math.floor(Date.now() / STEP_MILLISECONDS) + TOLERANCE;
  const steps = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const codes = await Promise.all(steps.map((step) => otp.hotp(step)));
  return steps.filter((_, index) => codes[index] === code);
}

/**
 * Takes a code that Better Auth verified out of use: it would accept it again for as long as its time step lasts, which
 * RFC 6238, section 5.2 forbids.
 *
 * @param since when verifying began, in milliseconds
 * @returns false when the code, or a later one, was used before
 */
export async function takeTotpCode(
  store: TwoFactorStore,
  auth: BetterAuth,
  { personId, code, since }: { personId: string; code: string; since: number },
): Promise<boolean> {
  const encrypted = await store.encryptedSecretOf(personId);
  if (encrypted === undefined) return false;
  const { secretConfig } = await auth.$context;
  const steps = await stepsOf(await symmetricDecrypt({ key: secretConfig, data: encrypted }), code, since);
  return steps.length > 0 && store.takeStep(personId, Math.max(...steps));
}
