import type { Database } from '@codexcontinue/platform/database/database';
import { eq, sql } from 'drizzle-orm';
import type { AttemptLimit } from '../domain/attempt-limits.ts';
import { attempt } from './credential-tables.ts';

/** Attempts counted by what they have in common: a network, an address that mail goes to. */
export interface AttemptsStore {
  /** Counts one more, also of many at once, and answers how many there were in this window. */
  count(key: string, limit: AttemptLimit): Promise<{ count: number; since: Date }>;
  /** Takes one back that was no guess. */
  takeBack(key: string): Promise<void>;
}

export function createAttemptsStore({ drizzle }: Database): AttemptsStore {
  return {
    async count(key, { windowSeconds }) {
      const windowIsOver = sql`${attempt.since} < now() - make_interval(secs => ${windowSeconds})`;
      const [counted] = await drizzle
        .insert(attempt)
        .values({ key, count: 1, since: sql`now()` })
        .onConflictDoUpdate({
          target: attempt.key,
          set: {
            count: sql`case when ${windowIsOver} then 1 else ${attempt.count} + 1 end`,
            since: sql`case when ${windowIsOver} then now() else ${attempt.since} end`,
          },
        })
        .returning();
      if (!counted) throw new Error('An attempt was not counted.');
      return counted;
    },
    async takeBack(key) {
      await drizzle
        .update(attempt)
        .set({ count: sql`greatest(${attempt.count} - 1, 0)` })
        .where(eq(attempt.key, key));
    },
  };
}
