import { AUTHORITY_TOPIC, authorityEvent } from '@codexcontinue/platform/authority-notice';
import type { Database, Transaction } from '@codexcontinue/platform/database/database';
import type { Outbox } from '@codexcontinue/platform/outbox/outbox';
import { count, eq, notExists, sql } from 'drizzle-orm';
import { passkey } from './credential-tables.ts';
import type { SessionsStore } from './sessions-store.ts';
import { person } from './tables.ts';

/** Who must have a second factor, and who has none. */
export interface SecondFactorDuty {
  /** Whether everybody must have one (`HARDENED=1`). */
  readonly isOn: boolean;
  /** Whether a person must have one and has neither a confirmed second factor nor a passkey. */
  isUnmet(personId: string): Promise<boolean>;
  /** Whether a person must have one and has a passkey, so that a password alone proves too little. */
  isOwedByPasskey(personId: string): Promise<boolean>;
  /** Tells every gateway that a person's factors have changed: what is open goes on as who they are now. */
  changed(personId: string): Promise<void>;
  /** As `changed`, when one was added. Before the first one, other sessions were begun without: where it is a duty they end. */
  added(personId: string, sessionId: string): Promise<void>;
  /** How many people have neither, whether they must or not. */
  countWithout(): Promise<number>;
}

export function createSecondFactorDuty(
  { drizzle }: Database,
  sessions: SessionsStore,
  outbox: Outbox,
  isOn: boolean,
): SecondFactorDuty {
  const without = () => {
    const passkeys = drizzle.select({ id: passkey.id }).from(passkey).where(eq(passkey.userId, person.id));
    return sql`not ${person.twoFactorEnabled} and ${notExists(passkeys)}`;
  };
  /** Whether a person has exactly one. */
  async function isFirst(transaction: Transaction, personId: string): Promise<boolean> {
    const [found] = await transaction
      .select({ hasApp: person.twoFactorEnabled, passkeys: count(passkey.id) })
      .from(person)
      .leftJoin(passkey, eq(passkey.userId, person.id))
      .where(eq(person.id, personId))
      .groupBy(person.id);
    return found !== undefined && Number(found.hasApp) + found.passkeys === 1;
  }
  const tell = (transaction: Transaction, personId: string) =>
    outbox.add(transaction, AUTHORITY_TOPIC, authorityEvent({ what: 'roles', personId }));
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
    async isOwedByPasskey(personId) {
      if (!isOn) return false;
      const found = await drizzle
        .select({ id: passkey.id })
        .from(passkey)
        .where(eq(passkey.userId, personId))
        .limit(1);
      return found.length > 0;
    },
    async changed(personId) {
      if (!isOn) return;
      await drizzle.transaction((transaction) => tell(transaction, personId));
    },
    async added(personId, sessionId) {
      if (!isOn) return;
      await drizzle.transaction(async (transaction) => {
        if (await isFirst(transaction, personId))
          await sessions.endIn(transaction, { personId, except: sessionId });
        await tell(transaction, personId);
      });
    },
    async countWithout() {
      const [found] = await drizzle.select({ people: count() }).from(person).where(without());
      return found?.people ?? 0;
    },
  };
}
