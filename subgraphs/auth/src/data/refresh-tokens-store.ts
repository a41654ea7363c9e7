import type { Database } from '@codexcontinue/platform/database/database';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { liveSession, type SessionsStore } from './sessions-store.ts';
import { session } from './tables.ts';
import { refreshToken } from './token-tables.ts';

/** What using a refresh token came to. */
export type Rotation =
  | { readonly kind: 'rotated'; readonly personId: string; readonly sessionId: string }
  /** It was used a moment ago. */
  | { readonly kind: 'superseded' }
  /** It is unknown, its session is over, or it was used long before: then the session is over now. */
  | { readonly kind: 'refused' };

/** The refresh tokens of sessions. A session's tokens are one family: each but the last has been used. */
export interface RefreshTokensStore {
  /** The first of a session. */
  issue(sessionId: string, tokenHash: string): Promise<void>;
  /**
   * Uses a token and stores the next one, in one transaction: of any number at once, one does.
   *
   * @param graceSeconds for how long a second use ends nothing
   */
  rotate(change: {
    tokenHash: string;
    nextHash: string;
    sessionExpiresAt: Date;
    graceSeconds: number;
  }): Promise<Rotation>;
}

export function createRefreshTokensStore({ drizzle }: Database, sessions: SessionsStore): RefreshTokensStore {
  return {
    async issue(sessionId, tokenHash) {
      await drizzle.insert(refreshToken).values({ sessionId, tokenHash });
    },
    rotate: ({ tokenHash, nextHash, sessionExpiresAt, graceSeconds }) =>
      drizzle.transaction(async (transaction): Promise<Rotation> => {
        // Whoever comes second waits for the row, and then finds it used.
        const [used] = await transaction
          .update(refreshToken)
          .set({ usedAt: sql`now()` })
          .where(and(eq(refreshToken.tokenHash, tokenHash), isNull(refreshToken.usedAt)))
          .returning({ sessionId: refreshToken.sessionId });
        const [found] = await transaction
          .select({
            sessionId: session.id,
            personId: session.personId,
            usedNow: sql<boolean>`${refreshToken.usedAt} > now() - make_interval(secs => ${graceSeconds})`,
          })
          .from(refreshToken)
          .innerJoin(session, eq(session.id, refreshToken.sessionId))
          .where(and(eq(refreshToken.tokenHash, tokenHash), liveSession(transaction)));
        if (!found) return { kind: 'refused' };
        const { sessionId, personId, usedNow } = found;
        if (used) {
          await transaction.insert(refreshToken).values({ sessionId, tokenHash: nextHash });
          await transaction
            .update(session)
            .set({ expiresAt: sessionExpiresAt })
            .where(eq(session.id, sessionId));
          return { kind: 'rotated', sessionId, personId };
        }
        if (usedNow) return { kind: 'superseded' };
        await sessions.endIn(transaction, { personId, only: sessionId });
        return { kind: 'refused' };
      }),
  };
}
