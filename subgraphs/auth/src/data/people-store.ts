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
  signInFailures(email: string): Promise<{ count: number; since: Date } | undefined>;
  countSignInFailure(email: string): Promise<void>;
  forgetSignInFailures(email: string): Promise<void>;
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
    async signInFailures(email) {
      const [found] = await drizzle.select().from(signInFailure).where(eq(signInFailure.email, email));
      return found;
    },
    async countSignInFailure(email) {
      const windowIsOver = sql`${signInFailure.since} < now() - make_interval(secs => ${SIGN_IN_FAILURES.windowSeconds})`;
      await drizzle
        .insert(signInFailure)
        .values({ email, count: 1, since: new Date() })
        .onConflictDoUpdate({
          target: signInFailure.email,
          set: {
            count: sql`case when ${windowIsOver} then 1 else ${signInFailure.count} + 1 end`,
            since: sql`case when ${windowIsOver} then now() else ${signInFailure.since} end`,
          },
        });
    },
    async forgetSignInFailures(email) {
      await drizzle.delete(signInFailure).where(eq(signInFailure.email, email));
    },
  };
}
