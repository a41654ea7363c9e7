import type {
  AuditDetails,
  AuditOutcome,
  RecordedAuditEntry,
} from '@codexcontinue/platform/audit/audit-trail';
import { tenantPolicy } from '@codexcontinue/platform/database/tenancy';
import { bigint, index, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { authSchema } from './tables.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/**
 * What people have done, each event with the hash of all before it. Only ever added to: a trigger refuses changes, and
 * deletion but for retention. The trigger keeps mistakes out; whoever can drop it is found out by the hashes.
 */
export const auditEvent = authSchema.table(
  'audit_event',
  {
    sequence: bigint({ mode: 'number' }).primaryKey(),
    id: uuid().notNull().unique(),
    occurredAt: moment('occurred_at').notNull(),
    service: text().notNull(),
    action: text().notNull(),
    outcome: text().$type<AuditOutcome>().notNull(),
    actorId: uuid('actor_id'),
    sessionId: text('session_id'),
    workspaceId: uuid('workspace_id'),
    targetType: text('target_type'),
    targetId: text('target_id'),
    requestId: text('request_id'),
    details: jsonb().$type<AuditDetails>().notNull(),
    hash: text().notNull(),
  },
  (table) => [
    index().on(table.workspaceId, table.sequence),
    index().on(table.actorId, table.sequence),
    index().on(table.occurredAt),
    tenantPolicy(table.workspaceId, table.actorId),
  ],
);

/**
 * What is under way, stored before it begins; once it is settled, or was left behind by a process that ended, it moves
 * into the log.
 */
export const auditIntent = authSchema.table('audit_intent', {
  /** The event's. */
  id: uuid().primaryKey(),
  /** What the log will say: before it is settled, that the outcome is not known. */
  entry: jsonb().$type<RecordedAuditEntry>().notNull(),
  begunAt: timestamp('begun_at', { withTimezone: true }).notNull().defaultNow(),
  settledAt: timestamp('settled_at', { withTimezone: true }),
});

/** Signed statements of where the log stood. */
export const auditCheckpoint = authSchema.table('audit_checkpoint', {
  sequence: bigint({ mode: 'number' }).notNull(),
  kind: text({ enum: ['CHECKPOINT', 'RETENTION'] }).notNull(),
  hash: text().notNull(),
  signedAt: moment('signed_at').notNull(),
  signature: text().primaryKey(),
});
