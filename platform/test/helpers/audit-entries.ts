import { sql } from 'drizzle-orm';
import { AUDIT_QUEUE, type RecordedAuditEntry } from '../../src/audit/audit-trail.ts';
import type { Database } from '../../src/database/database.ts';

/** What services told the audit log about an object, oldest first, before auth takes it in. */
export async function auditEntriesOf(database: Database, targetId: string): Promise<RecordedAuditEntry[]> {
  const { rows } = (await database.drizzle.execute(
    sql`select data from jobs.job where name = ${AUDIT_QUEUE} and data ->> 'targetId' = ${targetId} order by id`,
  )) as unknown as { rows: { data: RecordedAuditEntry }[] };
  return rows.map(({ data }) => data);
}
