import { AUTHORITY_TOPIC, authorityEvent } from '@codexcontinue/platform/authority-notice';
import type { Database } from '@codexcontinue/platform/database/database';
import type { Outbox } from '@codexcontinue/platform/outbox/outbox';
import { eq, sql } from 'drizzle-orm';
import { instanceAuditor } from './egress-tables.ts';
import type { SessionsStore } from './sessions-store.ts';
import { person } from './tables.ts';
import { disabledPerson, instanceAdmin } from './token-tables.ts';

/** Who looks after the instance, and who may not use it. */
export interface InstanceStore {
  isAdmin(personId: string): Promise<boolean>;
  /** Sees what concerns the whole instance; appointed in the database alone. */
  isAuditor(personId: string): Promise<boolean>;
  isDisabled(personId: string): Promise<boolean>;
  /** Ends all sessions too. Answers false for nobody that is here. */
  disable(record: { personId: string; actorId: string }): Promise<boolean>;
  /** Answers false for nobody that is here. */
  enable(personId: string): Promise<boolean>;
}

export function createInstanceStore(
  { drizzle }: Database,
  sessions: SessionsStore,
  outbox: Outbox,
): InstanceStore {
  /** The first account of an instance is its administrator. Found out once, whenever that account was made. */
  async function appointFirst(): Promise<void> {
    await drizzle.execute(sql`
      insert into ${instanceAdmin} (person_id)
      select id from ${person}
      where not exists (select from ${instanceAdmin})
      order by created_at, id limit 1
      on conflict do nothing`);
  }

  return {
    async isAdmin(personId) {
      await appointFirst();
      const found = await drizzle.select().from(instanceAdmin).where(eq(instanceAdmin.personId, personId));
      return found.length > 0;
    },
    async isAuditor(personId) {
      const found = await drizzle
        .select()
        .from(instanceAuditor)
        .where(eq(instanceAuditor.personId, personId));
      return found.length > 0;
    },
    async isDisabled(personId) {
      const found = await drizzle.select().from(disabledPerson).where(eq(disabledPerson.personId, personId));
      return found.length > 0;
    },
    disable: ({ personId, actorId }) =>
      drizzle.transaction(async (transaction) => {
        const known = await transaction.select({ id: person.id }).from(person).where(eq(person.id, personId));
        if (known.length === 0) return false;
        await transaction
          .insert(disabledPerson)
          .values({ personId, disabledBy: actorId })
          .onConflictDoNothing();
        await sessions.endIn(transaction, { personId });
        // Their API keys have no session.
        await outbox.add(transaction, AUTHORITY_TOPIC, authorityEvent({ what: 'roles', personId }));
        return true;
      }),
    async enable(personId) {
      const known = await drizzle.select({ id: person.id }).from(person).where(eq(person.id, personId));
      await drizzle.delete(disabledPerson).where(eq(disabledPerson.personId, personId));
      return known.length > 0;
    },
  };
}
