import type { Database } from '@codexcontinue/platform/database/database';
import { and, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import { session } from './tables.ts';

/** A session as stored. */
export type SessionRecord = typeof session.$inferSelect;

/** Which of a person's sessions. */
export interface SessionChoice {
  readonly personId: string;
  /** All but this one. */
  readonly except?: string;
}

/** Browsers' and programs' sessions. */
export interface SessionsStore {
  create(record: { id: string; personId: string; tokenHash: string; expiresAt: Date }): Promise<void>;
  /** The live session with that token. */
  findLiveByTokenHash(tokenHash: string): Promise<SessionRecord | undefined>;
  /** Whether the session is the person's, and neither ended nor expired. */
  isLive(id: string, personId: string): Promise<boolean>;
  prolong(id: string, expiresAt: Date): Promise<void>;
  /** Answers whether there was a live session to end. */
  end(id: string): Promise<boolean>;
  /** Ends a person's sessions, all of them unless told otherwise; answers how many. */
  endOf(choice: SessionChoice): Promise<number>;
}

export function createSessionsStore({ drizzle }: Database): SessionsStore {
  const live = and(isNull(session.endedAt), gt(session.expiresAt, sql`now()`));
  return {
    async create(record) {
      await drizzle.insert(session).values(record);
    },
    async findLiveByTokenHash(tokenHash) {
      const [found] = await drizzle
        .select()
        .from(session)
        .where(and(eq(session.tokenHash, tokenHash), live));
      return found;
    },
    async isLive(id, personId) {
      const found = await drizzle
        .select({ id: session.id })
        .from(session)
        .where(and(eq(session.id, id), eq(session.personId, personId), live));
      return found.length > 0;
    },
    async prolong(id, expiresAt) {
      await drizzle.update(session).set({ expiresAt }).where(eq(session.id, id));
    },
    async end(id) {
      const ended = await drizzle
        .update(session)
        .set({ endedAt: sql`now()` })
        .where(and(eq(session.id, id), live))
        .returning({ id: session.id });
      return ended.length > 0;
    },
    async endOf({ personId, except }) {
      const others = except === undefined ? undefined : ne(session.id, except);
      const ended = await drizzle
        .update(session)
        .set({ endedAt: sql`now()` })
        .where(and(eq(session.personId, personId), others, live))
        .returning({ id: session.id });
      return ended.length;
    },
  };
}
