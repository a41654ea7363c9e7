import { AUTHORITY_TOPIC, authorityEvent } from '@codexcontinue/platform/authority-notice';
import type { PageRequest } from '@codexcontinue/platform/connections';
import type { Database, Queryable, Transaction } from '@codexcontinue/platform/database/database';
import type { Outbox } from '@codexcontinue/platform/outbox/outbox';
import { and, count, desc, eq, gt, isNull, lt, ne, notExists, sql } from 'drizzle-orm';
import { session } from './tables.ts';
import { disabledPerson, sessionDevice } from './token-tables.ts';

/** A session as stored. */
export type SessionRecord = typeof session.$inferSelect;

/** A live session as its person sees it. */
export type LiveSession = Pick<SessionRecord, 'id' | 'createdAt' | 'expiresAt'> & {
  readonly userAgent: string | null;
};

/** Which of a person's sessions. */
export interface SessionChoice {
  readonly personId: string;
  /** This one alone. */
  readonly only?: string;
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
  /** Whether the session was begun within so many seconds, however often it was prolonged since. */
  isYoung(id: string, seconds: number): Promise<boolean>;
  prolong(id: string, expiresAt: Date): Promise<void>;
  /** Lets a live session end so many seconds from now. Written twice a minute at most, however often it is used. */
  use(id: string, idleSeconds: number): Promise<void>;
  /** Ends all sessions that would stand so many seconds from now: they were begun where less was asked for. */
  endLongerThan(seconds: number): Promise<void>;
  /** How many live sessions end later than so many seconds from now. */
  countLongerThan(seconds: number): Promise<number>;
  /** Answers whether there was a live session to end. Every gateway hears of it. */
  end(id: string): Promise<boolean>;
  /** Ends a person's sessions, all of them unless told otherwise; answers how many. Every gateway hears of it. */
  endOf(choice: SessionChoice): Promise<number>;
  /** As `endOf`, with a change that makes it necessary. */
  endIn(transaction: Transaction, choice: SessionChoice): Promise<number>;
  /** Live ones, newest first; the key of a row is its id. */
  pageOf(personId: string, request: PageRequest<string>): Promise<LiveSession[]>;
  /** Keeps what the browser or program of a session calls itself. */
  rememberDevice(id: string, userAgent: string): Promise<void>;
}

/** How exactly it is known when a session was used last. */
const USE_SECONDS = 30;

export function createSessionsStore({ drizzle }: Database, outbox: Outbox): SessionsStore {
  const live = liveSession(drizzle);

  async function endIn(transaction: Transaction, { personId, only, except }: SessionChoice): Promise<number> {
    const ended = await transaction
      .update(session)
      .set({ endedAt: sql`now()` })
      .where(
        and(
          eq(session.personId, personId),
          isNull(session.endedAt),
          gt(session.expiresAt, sql`now()`),
          only === undefined ? undefined : eq(session.id, only),
          except === undefined ? undefined : ne(session.id, except),
        ),
      )
      .returning({ id: session.id });
    const [first] = ended;
    if (first) {
      const notice =
        ended.length === 1
          ? ({ what: 'session', personId, id: first.id } as const)
          : ({ what: 'sessions', personId } as const);
      await outbox.add(transaction, AUTHORITY_TOPIC, authorityEvent(notice));
    }
    return ended.length;
  }

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
    async isYoung(id, seconds) {
      const found = await drizzle
        .select({ id: session.id })
        .from(session)
        .where(
          and(eq(session.id, id), gt(session.createdAt, sql`now() - make_interval(secs => ${seconds})`)),
        );
      return found.length > 0;
    },
    async prolong(id, expiresAt) {
      await drizzle.update(session).set({ expiresAt }).where(eq(session.id, id));
    },
    async use(id, idleSeconds) {
      const end = sql`now() + make_interval(secs => ${idleSeconds})`;
      const isDue = lt(session.expiresAt, sql`${end} - make_interval(secs => ${USE_SECONDS})`);
      await drizzle
        .update(session)
        .set({ expiresAt: end })
        .where(and(eq(session.id, id), live, isDue));
    },
    endLongerThan: (seconds) =>
      drizzle.transaction(async (transaction) => {
        const ended = await transaction
          .update(session)
          .set({ endedAt: sql`now()` })
          .where(
            and(
              isNull(session.endedAt),
              gt(session.expiresAt, sql`now() + make_interval(secs => ${seconds})`),
            ),
          )
          .returning({ personId: session.personId });
        for (const personId of new Set(ended.map((each) => each.personId)))
          await outbox.add(transaction, AUTHORITY_TOPIC, authorityEvent({ what: 'sessions', personId }));
      }),
    async countLongerThan(seconds) {
      const end = sql`now() + make_interval(secs => ${seconds})`;
      const [found] = await drizzle
        .select({ sessions: count() })
        .from(session)
        .where(and(live, gt(session.expiresAt, end)));
      return found?.sessions ?? 0;
    },
    end: (id) =>
      drizzle.transaction(async (transaction) => {
        const [found] = await transaction
          .select({ personId: session.personId })
          .from(session)
          .where(eq(session.id, id));
        return found !== undefined && (await endIn(transaction, { ...found, only: id })) > 0;
      }),
    endOf: (choice) => drizzle.transaction((transaction) => endIn(transaction, choice)),
    endIn,
    pageOf: (personId, { from, limit }) =>
      drizzle
        .select({
          id: session.id,
          createdAt: session.createdAt,
          expiresAt: session.expiresAt,
          userAgent: sessionDevice.userAgent,
        })
        .from(session)
        .leftJoin(sessionDevice, eq(sessionDevice.sessionId, session.id))
        .where(and(eq(session.personId, personId), live, from ? lt(session.id, from) : undefined))
        .orderBy(desc(session.id))
        .limit(limit + 1),
    async rememberDevice(sessionId, userAgent) {
      await drizzle
        .insert(sessionDevice)
        .values({ sessionId, userAgent })
        .onConflictDoUpdate({ target: sessionDevice.sessionId, set: { userAgent } });
    },
  };
}

/** That a session stands: neither ended nor expired, and its person may use the instance. */
export function liveSession(queryable: Queryable) {
  const disabled = queryable
    .select({ personId: disabledPerson.personId })
    .from(disabledPerson)
    .where(eq(disabledPerson.personId, session.personId));
  return and(isNull(session.endedAt), gt(session.expiresAt, sql`now()`), notExists(disabled));
}
