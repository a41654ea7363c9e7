import { AUTHORITY_TOPIC, authorityEvent } from '@codexcontinue/platform/authority-notice';
import type { Database } from '@codexcontinue/platform/database/database';
import type { Outbox } from '@codexcontinue/platform/outbox/outbox';
import { eq } from 'drizzle-orm';
import {
  createInstanceRolesStore,
  type InstanceRolesStore,
  isLastAdmin,
  lockRoles,
} from './instance-roles-store.ts';
import type { SessionsStore } from './sessions-store.ts';
import { person } from './tables.ts';
import { disabledPerson } from './token-tables.ts';

/** Who looks after the instance, and who may not use it. */
export interface InstanceStore extends InstanceRolesStore {
  isDisabled(personId: string): Promise<boolean>;
  /** Ends all sessions too. The last administrator who may use the instance stays: nobody could undo it. */
  disable(record: {
    personId: string;
    actorId: string;
  }): Promise<'disabled' | 'nobody' | 'last administrator'>;
  /** Answers false for nobody that is here. */
  enable(personId: string): Promise<boolean>;
}

export function createInstanceStore(
  database: Database,
  sessions: SessionsStore,
  outbox: Outbox,
): InstanceStore {
  const { drizzle } = database;
  return {
    ...createInstanceRolesStore(database),
    async isDisabled(personId) {
      const found = await drizzle.select().from(disabledPerson).where(eq(disabledPerson.personId, personId));
      return found.length > 0;
    },
    disable: ({ personId, actorId }) =>
      drizzle.transaction(async (transaction) => {
        await lockRoles(transaction);
        const known = await transaction.select({ id: person.id }).from(person).where(eq(person.id, personId));
        if (known.length === 0) return 'nobody';
        if (await isLastAdmin(transaction, personId)) return 'last administrator';
        await transaction
          .insert(disabledPerson)
          .values({ personId, disabledBy: actorId })
          .onConflictDoNothing();
        await sessions.endIn(transaction, { personId });
        // Their API keys have no session.
        await outbox.add(transaction, AUTHORITY_TOPIC, authorityEvent({ what: 'roles', personId }));
        return 'disabled';
      }),
    async enable(personId) {
      const known = await drizzle.select({ id: person.id }).from(person).where(eq(person.id, personId));
      await drizzle.delete(disabledPerson).where(eq(disabledPerson.personId, personId));
      return known.length > 0;
    },
  };
}
