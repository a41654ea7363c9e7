import type { Database } from '@codexcontinue/platform/database/database';
import { and, asc, eq } from 'drizzle-orm';
import { passkey } from './credential-tables.ts';

/** A passkey as stored. */
export type PasskeyRecord = typeof passkey.$inferSelect;

/** A person's passkeys. Better Auth makes them. */
export interface PasskeysStore {
  /** Oldest first. */
  ofPerson(personId: string): Promise<PasskeyRecord[]>;
  find(personId: string, id: string): Promise<PasskeyRecord | undefined>;
  /** Answers whether it was there. */
  remove(personId: string, id: string): Promise<boolean>;
}

export function createPasskeysStore({ drizzle }: Database): PasskeysStore {
  const one = (personId: string, id: string) => and(eq(passkey.userId, personId), eq(passkey.id, id));
  return {
    async ofPerson(personId) {
      return drizzle.select().from(passkey).where(eq(passkey.userId, personId)).orderBy(asc(passkey.id));
    },
    async find(personId, id) {
      const [found] = await drizzle.select().from(passkey).where(one(personId, id));
      return found;
    },
    async remove(personId, id) {
      const removed = await drizzle.delete(passkey).where(one(personId, id)).returning({ id: passkey.id });
      return removed.length > 0;
    },
  };
}
