/** How many attempts there may be in a window that begins with the first. */
export interface AttemptLimit {
  readonly maximum: number;
  readonly windowSeconds: number;
}

/** Without success, for one account: its password, TOTP codes and recovery codes together. */
export const SIGN_IN_FAILURES: AttemptLimit = { maximum: 10, windowSeconds: 15 * 60 };
/** Without success, from one network, whatever the accounts. A whole office may be behind one address. */
export const NETWORK_FAILURES: AttemptLimit = { maximum: 100, windowSeconds: 15 * 60 };
/** Mails one address is sent because somebody asked for them. */
export const MAILS_TO_ADDRESS: AttemptLimit = { maximum: 5, windowSeconds: 60 * 60 };
/** Mails to new accounts that one network makes; beyond it the accounts are made without. */
export const MAILS_OF_SIGN_UPS: AttemptLimit = { maximum: 300, windowSeconds: 60 * 60 };
/** Mails one network asks for. */
export const MAILS_FROM_NETWORK: AttemptLimit = { maximum: 50, windowSeconds: 60 * 60 };

/** Seconds until the next attempt is accepted, or 0 when the one that was just counted may go on. */
export function secondsUntilNextAttempt(
  attempts: { count: number; since: Date },
  now: Date,
  limit: AttemptLimit = SIGN_IN_FAILURES,
): number {
  if (attempts.count <= limit.maximum) return 0;
  const passedSeconds = (now.getTime() - attempts.since.getTime()) / 1_000;
  return Math.max(1, Math.ceil(limit.windowSeconds - passedSeconds));
}
