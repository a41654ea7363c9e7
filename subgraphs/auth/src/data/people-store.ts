import type { Database } from '@codexcontinue/platform/database/database';
import { eq, sql } from 'drizzle-orm';
import { SIGN_IN_FAILURES } from '../domain/accounts.ts';
import { person, signInFailure } from './tables.ts';

/** A person as stored. */
export type PersonRecord = typeof person.$inferSelect;

/** People and their passwords. */
export interface PeopleStore {
  /** Answers undefined when the address has an account. */
  create(record: {
    id: string;
    email: string;
    name: string;
    passwordHash: string;
  }): Promise<PersonRecord | undefined>;
  findById(id: string): Promise<PersonRecord | undefined>;
  findByEmail(email: string): Promise<PersonRecord | undefined>;
  /** Counts an attempt to sign in, and answers how many there were in this window. */
  countSignInAttempt(email: string): Promise<{ count: number; since: Date }>;
  forgetSignInAttempts(email: string): Promise<void>;
}

export function createPeopleStore({ drizzle }: Database): PeopleStore {
  return {
    async create(record) {
      const [created] = await drizzle.insert(person).values(record).onConflictDoNothing().returning();
      return created;
    },
    async findById(id) {
      const [found] = await drizzle.select().from(person).where(eq(person.id, id));
      return found;
    },
    async findByEmail(email) {
      const [found] = await drizzle.select().from(person).where(eq(person.email, email));
      return found;
    },
    async countSignInAttempt(email) {
      const windowIsOver = sql`${signInFailure.since} < now() - make_interval(secs => ${SIGN_IN_FAILURES.windowSeconds})`;
      const [counted] = await drizzle
        .insert(signInFailure)
        .values({ email, count: 1, since: sql`now()` })
        .onConflictDoUpdate({
          target: signInFailure.email,
          set: {
            count: sql`case when ${windowIsOver} then 1 else ${signInFailure.count} + 1 end`,
            since: sql`case when ${windowIsOver} then now() else ${signInFailure.since} end`,
          },
        })
        .returning();
      if (!counted) throw new Error('An attempt was not counted.');
      return counted;
    },
    async forgetSignInAttempts(email) {
      await drizzle.delete(signInFailure).where(eq(signInFailure.email, email));
    },
  };
}
