import { AUTHORITY_TOPIC, authorityEvent } from '@codexcontinue/platform/authority-notice';
import type { Database } from '@codexcontinue/platform/database/database';
import type { Outbox } from '@codexcontinue/platform/outbox/outbox';
import { eq, sql } from 'drizzle-orm';
import { passkey, twoFactor } from './credential-tables.ts';
import type { SessionsStore } from './sessions-store.ts';
import { person } from './tables.ts';

/** What was taken away. */
export interface RemovedFactors {
  /** Whether there was one, with its recovery codes. */
  readonly authenticatorApp: boolean;
  readonly passkeys: number;
  /** How many have ended. */
  readonly sessions: number;
}

/** All of a person's second factors together. */
export interface SecondFactorsStore {
  /**
   * Takes away the authenticator app, the recovery codes and the passkeys, and ends all sessions; the password, and the
   * guesses at it, stay as they are. Answers undefined where there is nothing to take away.
   */
  removeAll(personId: string): Promise<RemovedFactors | undefined>;
}

export function createSecondFactorsStore(
  { drizzle }: Database,
  sessions: SessionsStore,
  outbox: Outbox,
): SecondFactorsStore {
  return {
    removeAll: (personId) =>
      drizzle.transaction(async (transaction) => {
        const [found] = await transaction
          .select({ hasApp: person.twoFactorEnabled })
          .from(person)
          .where(eq(person.id, personId))
          .for('update');
        if (!found) return undefined;
        const passkeys = await transaction
          .delete(passkey)
          .where(eq(passkey.userId, personId))
          .returning({ id: passkey.id });
        if (!found.hasApp && passkeys.length === 0) return undefined;
        await transaction.delete(twoFactor).where(eq(twoFactor.userId, personId));
        await transaction
          .update(person)
          .set({ twoFactorEnabled: false, updatedAt: sql`now()` })
          .where(eq(person.id, personId));
        const ended = await sessions.endIn(transaction, { personId });
        // Where a factor is a duty, their API keys may do nothing from now on, and have no session.
        await outbox.add(transaction, AUTHORITY_TOPIC, authorityEvent({ what: 'roles', personId }));
        return { authenticatorApp: found.hasApp, passkeys: passkeys.length, sessions: ended };
      }),
  };
}
