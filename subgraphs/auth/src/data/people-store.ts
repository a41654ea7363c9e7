import type { Database } from '@codexcontinue/platform/database/database';
import { newId } from '@codexcontinue/platform/ids';
import { and, eq, sql } from 'drizzle-orm';
import { SIGN_IN_FAILURES } from '../domain/attempt-limits.ts';
import { account, verification } from './credential-tables.ts';
import { person, signInFailure } from './tables.ts';

/** A person as stored. */
export type PersonRecord = typeof person.$inferSelect;

/** Better Auth's name for a password among a person's accounts. */
const PASSWORD_PROVIDER = 'credential';

/** A person with what their password is verified by; without one, they sign in another way. */
export interface Credentials {
  readonly person: PersonRecord;
  readonly passwordHash: string | undefined;
}

/** People and their passwords. */
export interface PeopleStore {
  /** Makes a person and the account of their password. Answers undefined when the address has an account. */
  create(record: {
    id: string;
    email: string;
    name: string;
    passwordHash: string;
  }): Promise<PersonRecord | undefined>;
  findById(id: string): Promise<PersonRecord | undefined>;
  findByEmail(email: string): Promise<PersonRecord | undefined>;
  /** One query for every address, so that the time tells nothing. */
  findCredentials(email: string): Promise<Credentials | undefined>;
  hasPassword(personId: string): Promise<boolean>;
  /** Answers undefined when the address is no longer the person's. */
  markEmailVerified(personId: string, email: string): Promise<PersonRecord | undefined>;
  /** Takes the links out of use that were mailed to choose a new password. */
  forgetMailedTokens(personId: string): Promise<void>;
  /** Counts an attempt to sign in, and answers how many there were in this window. */
  countSignInAttempt(email: string): Promise<{ count: number; since: Date }>;
  forgetSignInAttempts(email: string): Promise<void>;
}

export function createPeopleStore({ drizzle }: Database): PeopleStore {
  const isPasswordOfPerson = and(eq(account.userId, person.id), eq(account.providerId, PASSWORD_PROVIDER));
  return {
    create: ({ passwordHash, ...record }) =>
      drizzle.transaction(async (transaction) => {
        const [created] = await transaction.insert(person).values(record).onConflictDoNothing().returning();
        if (!created) return undefined;
        await transaction.insert(account).values({
          id: newId(),
          userId: created.id,
          providerId: PASSWORD_PROVIDER,
          accountId: created.id,
          password: passwordHash,
        });
        return created;
      }),
    async findById(id) {
      const [found] = await drizzle.select().from(person).where(eq(person.id, id));
      return found;
    },
    async findByEmail(email) {
      const [found] = await drizzle.select().from(person).where(eq(person.email, email));
      return found;
    },
    async findCredentials(email) {
      const [found] = await drizzle
        .select({ person, passwordHash: account.password })
        .from(person)
        .leftJoin(account, isPasswordOfPerson)
        .where(eq(person.email, email));
      return found && { person: found.person, passwordHash: found.passwordHash ?? undefined };
    },
    async hasPassword(personId) {
      const [found] = await drizzle
        .select({ password: account.password })
        .from(account)
        .where(and(eq(account.userId, personId), eq(account.providerId, PASSWORD_PROVIDER)));
      return typeof found?.password === 'string';
    },
    async markEmailVerified(personId, email) {
      const [marked] = await drizzle
        .update(person)
        .set({ emailVerified: true, updatedAt: sql`now()` })
        .where(and(eq(person.id, personId), eq(person.email, email)))
        .returning();
      return marked;
    },
    async forgetMailedTokens(personId) {
      // Of what waits there, a reset alone stands for nothing but the person.
      await drizzle.delete(verification).where(eq(verification.value, personId));
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
