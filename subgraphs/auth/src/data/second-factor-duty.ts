import { AUTHORITY_TOPIC, authorityEvent } from '@codexcontinue/platform/authority-notice';
import type { Database } from '@codexcontinue/platform/database/database';
import type { Outbox } from '@codexcontinue/platform/outbox/outbox';
import { count, eq, notExists, sql } from 'drizzle-orm';
import { passkey } from './credential-tables.ts';
import { person } from './tables.ts';

/** Who must have a second factor, and who has none. */
export interface SecondFactorDuty {
  /** Whether everybody must have one (`HARDENED=1`). */
  readonly isOn: boolean;
  /** Whether a person must have one and has neither a confirmed second factor nor a passkey. */
  isUnmet(personId: string): Promise<boolean>;
  /** Tells every gateway that a person's factors have changed: what is open goes on as who they are now. */
  changed(personId: string): Promise<void>;
  /** How many people have neither, whether they must or not. */
  countWithout(): Promise<number>;
}

export function createSecondFactorDuty(
  { drizzle }: Database,
  outbox: Outbox,
  isOn: boolean,
): SecondFactorDuty {
  const without = () => {
    const passkeys = drizzle.select({ id: passkey.id }).from(passkey).where(eq(passkey.userId, person.id));
    return sql`not ${person.twoFactorEnabled} and ${notExists(passkeys)}`;
  };
  return {
    isOn,
    async isUnmet(personId) {
      if (!isOn) return false;
      const found = await drizzle
        .select({ id: person.id })
        .from(person)
        .where(sql`${eq(person.id, personId)} and ${without()}`);
      return found.length > 0;
    },
    async changed(personId) {
      if (!isOn) return;
      await drizzle.transaction((transaction) =>
        outbox.add(transaction, AUTHORITY_TOPIC, authorityEvent({ what: 'roles', personId })),
      );
    },
    async countWithout() {
      const [found] = await drizzle.select({ people: count() }).from(person).where(without());
      return found?.people ?? 0;
    },
  };
}
