import type { AuditIntents, BegunAct } from '@codexcontinue/platform/audit/audit-intents';
import { recordEntry } from '@codexcontinue/platform/audit/audit-trail';
import type { Database, Transaction } from '@codexcontinue/platform/database/database';
import type { TenantDatabase } from '@codexcontinue/platform/database/tenancy';
import { newId } from '@codexcontinue/platform/ids';
import { eq, inArray, isNotNull, lt, or, sql } from 'drizzle-orm';
import { appendEntries } from './audit-append.ts';
import { auditIntent } from './audit-tables.ts';

/** Far longer than anything takes: what is not settled by then was left behind by a process that ended. */
const LEFT_BEHIND_SECONDS = 120;
const BATCH_SIZE = 100;

/**
 * What auth does itself, told before it begins.
 *
 * @param onSettled called when there is something to be moved into the log
 */
export function createAuditIntents(
  service: string,
  { drizzle }: Database,
  onSettled: () => void,
): AuditIntents {
  return {
    async begin(act) {
      const id = newId();
      await drizzle
        .insert(auditIntent)
        .values({ id, entry: recordEntry(service, { ...act, outcome: 'UNKNOWN' }, id) });
      return {
        async settle(entry) {
          const settledAt = sql`clock_timestamp()`;
          const settled = await drizzle
            .update(auditIntent)
            .set({ entry: recordEntry(service, entry, id), settledAt })
            .where(eq(auditIntent.id, id))
            .returning({ id: auditIntent.id });
          if (settled.length === 0) {
            // It took so long that the log has it as unknown, and events are never changed: now it is known.
            const late = recordEntry(service, entry);
            await drizzle.insert(auditIntent).values({ id: late.id, entry: late, settledAt });
          }
          onSettled();
        },
      };
    },
  };
}

/**
 * Tells what was done by the change it stands in, which needs no beginning: with it, or not at all. It is moved into the
 * log with whatever is moved next, ten seconds later at the latest.
 *
 * @param service who tells it
 */
export async function recordDone(service: string, transaction: Transaction, act: BegunAct): Promise<void> {
  const entry = recordEntry(service, { ...act, outcome: 'SUCCEEDED' });
  await transaction.insert(auditIntent).values({ id: entry.id, entry, settledAt: sql`clock_timestamp()` });
}

/**
 * Moves what is settled, and what was left behind, into the log. Of any number at once, in all processes, one does.
 *
 * @param tenants all of them
 * @returns whether there may be more
 */
export function takeInIntents(tenants: TenantDatabase): Promise<{ mayBeMore: boolean }> {
  const isLeftBehind = lt(auditIntent.begunAt, sql`now() - make_interval(secs => ${LEFT_BEHIND_SECONDS})`);
  return tenants.run(async (transaction) => {
    // Whoever settles one of them at this moment waits, or is waited for.
    const due = await transaction
      .select()
      .from(auditIntent)
      .where(or(isNotNull(auditIntent.settledAt), isLeftBehind))
      // Of the same moment, the row whose last transaction is older: a clock may tick by milliseconds only.
      .orderBy(
        sql`coalesce(${auditIntent.settledAt}, ${auditIntent.begunAt})`,
        sql`age(${auditIntent}.xmin) desc`,
      )
      .limit(BATCH_SIZE)
      .for('update');
    if (due.length > 0) {
      await appendEntries(
        transaction,
        due.map(({ entry }) => entry),
      );
      const ids = due.map(({ id }) => id);
      await transaction.delete(auditIntent).where(inArray(auditIntent.id, ids));
    }
    return { mayBeMore: due.length === BATCH_SIZE };
  });
}
