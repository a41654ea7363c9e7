import type { Transaction } from '@codexcontinue/platform/database/database';
import type { TenantDatabase } from '@codexcontinue/platform/database/tenancy';
import { inArray, lt, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { attempt, invitation, verification } from './credential-tables.ts';
import { session, signInFailure } from './tables.ts';

/** How many rows of each kind were let go. */
export type LetGo = Readonly<Record<keyof typeof KINDS, number>>;

/** What is over, and can be asked for by nobody any more. */
export interface ExpiredStore {
  /** Lets go of it, in small pieces, so that nothing else waits long. Any number of processes may at once. */
  letGo(now: Date): Promise<LetGo>;
}

const HOUR_SECONDS = 60 * 60;
const DAY_SECONDS = 24 * HOUR_SECONDS;

interface Kind {
  readonly table: PgTable;
  readonly key: PgColumn;
  /** Since when it is over. */
  readonly over: SQLWrapper;
  /** For how long it is kept all the same; longer than clocks are apart and any window of attempts. */
  readonly keptSeconds: number;
  readonly pieceSize: number;
}

const least = (...moments: PgColumn[]): SQL => sql`least(${sql.join(moments, sql`, `)})`;

/**
 * - Sessions go with their refresh tokens and devices. The tokens of a session that stands are all kept, however long ago
 *   they were used: the second use of any of them tells of a thief. Those of one that is over are refused either way.
 * - Tokens of mails, challenges and states are deleted by their use; these are the ones nobody used.
 * - Invitations are kept for a while for whoever looks into the database after a complaint; the audit log has them, too.
 *
 * Not among them: retired signing keys, of which the environment's would be taken for a new one at the next start, and API
 * keys, which people see in their list.
 */
const KINDS = {
  sessions: {
    table: session,
    key: session.id,
    over: least(session.endedAt, session.expiresAt),
    keptSeconds: DAY_SECONDS,
    // Each may have thousands of tokens.
    pieceSize: 50,
  },
  proofs: {
    table: verification,
    key: verification.id,
    over: verification.expiresAt,
    keptSeconds: DAY_SECONDS,
    pieceSize: 1_000,
  },
  attempts: {
    table: attempt,
    key: attempt.key,
    over: attempt.since,
    keptSeconds: DAY_SECONDS,
    pieceSize: 1_000,
  },
  signInFailures: {
    table: signInFailure,
    key: signInFailure.email,
    over: signInFailure.since,
    keptSeconds: DAY_SECONDS,
    pieceSize: 1_000,
  },
  invitations: {
    table: invitation,
    key: invitation.id,
    over: least(invitation.acceptedAt, invitation.revokedAt, invitation.expiresAt),
    keptSeconds: 30 * DAY_SECONDS,
    pieceSize: 1_000,
  },
} as const satisfies Record<string, Kind>;

/** @param tenants all of them */
export function createExpiredStore(tenants: TenantDatabase): ExpiredStore {
  async function letGoOf(kind: Kind, now: Date): Promise<number> {
    let all = 0;
    for (;;) {
      const gone = await tenants.run((transaction) => deletePiece(transaction, kind, now));
      all += gone;
      if (gone < kind.pieceSize) return all;
    }
  }

  return {
    async letGo(now) {
      const counts: [string, number][] = [];
      for (const [name, kind] of Object.entries(KINDS)) counts.push([name, await letGoOf(kind, now)]);
      return Object.fromEntries(counts) as LetGo;
    },
  };
}

async function deletePiece(transaction: Transaction, kind: Kind, now: Date): Promise<number> {
  const before = new Date(now.getTime() - kind.keptSeconds * 1_000);
  const piece = transaction
    .select({ key: kind.key })
    .from(kind.table)
    .where(lt(kind.over, before))
    .limit(kind.pieceSize)
    .for('update', { skipLocked: true });
  const gone = await transaction
    .delete(kind.table)
    .where(inArray(kind.key, piece))
    .returning({ key: kind.key });
  return gone.length;
}
