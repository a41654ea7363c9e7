import type { RecordedAuditEntry } from '@codexcontinue/platform/audit/audit-trail';
import type { Transaction } from '@codexcontinue/platform/database/database';
import { desc, eq, inArray, sql } from 'drizzle-orm';
import { GENESIS_HASH, hashEvent, type UnhashedEvent } from '../domain/audit-chain.ts';
import { auditCheckpoint, auditEvent } from './audit-tables.ts';

/** Where the log stands. */
export interface Head {
  readonly sequence: number;
  readonly hash: string;
}

/** One writer at a time, in all processes. */
const LOCK = 'auth.audit_event';

/**
 * Adds events at the end of the log, in this order; those that are there already change nothing.
 *
 * @param transaction within all tenants
 * @returns where the log stands
 */
export async function appendEntries(
  transaction: Transaction,
  entries: readonly RecordedAuditEntry[],
): Promise<Head> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${LOCK}, 0))`);
  let head = await headOf(transaction);
  const ids = entries.map(({ id }) => id);
  const known = await transaction
    .select({ id: auditEvent.id })
    .from(auditEvent)
    .where(inArray(auditEvent.id, ids));
  const seen = new Set(known.map(({ id }) => id));
  for (const entry of entries) {
    if (seen.has(entry.id)) continue;
    seen.add(entry.id);
    const unhashed = { sequence: head.sequence + 1, content: contentOf(entry) };
    const hash = hashEvent(head.hash, unhashed);
    await transaction.insert(auditEvent).values({
      ...entry,
      sequence: unhashed.sequence,
      occurredAt: new Date(entry.occurredAt),
      hash,
    });
    head = { sequence: unhashed.sequence, hash };
  }
  return head;
}

export async function headOf(transaction: Transaction): Promise<Head> {
  const [last] = await transaction
    .select({ sequence: auditEvent.sequence, hash: auditEvent.hash })
    .from(auditEvent)
    .orderBy(desc(auditEvent.sequence))
    .limit(1);
  if (last) return last;
  const [retention] = await transaction
    .select({ sequence: auditCheckpoint.sequence, hash: auditCheckpoint.hash })
    .from(auditCheckpoint)
    .where(eq(auditCheckpoint.kind, 'RETENTION'))
    .orderBy(desc(auditCheckpoint.sequence))
    .limit(1);
  return retention ?? { sequence: 0, hash: GENESIS_HASH };
}

export function contentOf(entry: RecordedAuditEntry): UnhashedEvent['content'] {
  const { id, service, action, outcome, actorId, sessionId, workspaceId, targetType, targetId } = entry;
  const { occurredAt, requestId, details } = entry;
  return {
    ...{ id, occurredAt, service, action, outcome, actorId, sessionId, workspaceId, targetType, targetId },
    ...{ requestId, details },
  };
}
