import type { RecordedAuditEntry } from '@codexcontinue/platform/audit/audit-trail';
import type { PageRequest } from '@codexcontinue/platform/connections';
import type { Transaction } from '@codexcontinue/platform/database/database';
import type { TenantDatabase } from '@codexcontinue/platform/database/tenancy';
import {
  and,
  asc,
  desc,
  eq,
  gt,
  gte,
  inArray,
  lt,
  lte,
  min,
  type SQL,
  type SQLWrapper,
  sql,
} from 'drizzle-orm';
import type { ChainedEvent, Checkpoint } from '../domain/audit-chain.ts';
import { appendEntries, contentOf, type Head, headOf } from './audit-append.ts';
import { auditCheckpoint, auditEvent } from './audit-tables.ts';

/** An event as stored. */
export type AuditRecord = typeof auditEvent.$inferSelect;

/** Which events to show; what is left out is not asked for. */
export interface AuditFilter {
  /** Absent: of all workspaces, and of none. */
  readonly workspaceId?: string | undefined;
  readonly actions?: readonly string[] | undefined;
  readonly actorId?: string | undefined;
  readonly targetId?: string | undefined;
  readonly outcome?: AuditRecord['outcome'] | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
}

/** The audit log. */
export interface AuditStore {
  /** Adds events at the end, in this order; those that are there already change nothing. @returns where it stands */
  append(entries: readonly RecordedAuditEntry[]): Promise<Head>;
  head(): Promise<Head>;
  /** Newest first; the key of a row is its sequence. */
  page(filter: AuditFilter, request: PageRequest<number>): Promise<AuditRecord[]>;
  /** All that match, oldest first, read piece by piece. */
  all(filter: AuditFilter): AsyncGenerator<AuditRecord>;
  /** The whole chain, oldest first, read piece by piece. */
  chain(): AsyncGenerator<ChainedEvent>;
  checkpoints(): Promise<Checkpoint[]>;
  /** The one that knows most. */
  lastCheckpoint(): Promise<Head | undefined>;
  /** Keeps a checkpoint in the place of those of the same hour, which know less. */
  addCheckpoint(checkpoint: Checkpoint): Promise<void>;
  /** The last place up to which every event is older than a moment. */
  lastBefore(moment: Date): Promise<Head | undefined>;
  /** Lets go of all events up to a place, and of the checkpoints among them, and keeps the one that says so. */
  letGo(retention: Checkpoint): Promise<void>;
}

const PIECE = 1_000;

export function createAuditStore(tenants: TenantDatabase): AuditStore {
  async function* pieces(condition: SQL | undefined): AsyncGenerator<AuditRecord> {
    for (let after = 0; ; ) {
      const rows = await tenants.run((transaction) =>
        transaction
          .select()
          .from(auditEvent)
          .where(and(gt(auditEvent.sequence, after), condition))
          .orderBy(asc(auditEvent.sequence))
          .limit(PIECE),
      );
      yield* rows;
      if (rows.length < PIECE) return;
      after = rows.at(-1)?.sequence ?? after;
    }
  }

  return {
    append: (entries) => tenants.run((transaction) => appendEntries(transaction, entries)),
    head: () => tenants.run(headOf),
    page: (filter, { from, limit }) =>
      tenants.run((transaction) =>
        transaction
          .select()
          .from(auditEvent)
          .where(and(conditionOf(filter), from === undefined ? undefined : lt(auditEvent.sequence, from)))
          .orderBy(desc(auditEvent.sequence))
          .limit(limit + 1),
      ),
    all: (filter) => pieces(conditionOf(filter)),
    async *chain() {
      for await (const { sequence, hash, ...row } of pieces(undefined)) {
        yield { sequence, hash, content: contentOf({ ...row, occurredAt: row.occurredAt.toISOString() }) };
      }
    },
    async checkpoints() {
      const rows = await tenants.run((transaction) => transaction.select().from(auditCheckpoint));
      return rows.map(({ signedAt, ...row }) => ({ ...row, signedAt: signedAt.toISOString() }));
    },
    async lastCheckpoint() {
      const [last] = await tenants.run((transaction) =>
        transaction
          .select({ sequence: auditCheckpoint.sequence, hash: auditCheckpoint.hash })
          .from(auditCheckpoint)
          .orderBy(desc(auditCheckpoint.sequence))
          .limit(1),
      );
      return last;
    },
    addCheckpoint: (checkpoint) =>
      tenants.run(async (transaction) => {
        const hour = (moment: SQLWrapper) => sql`date_trunc('hour', ${moment})`;
        await transaction
          .delete(auditCheckpoint)
          .where(
            and(
              eq(auditCheckpoint.kind, 'CHECKPOINT'),
              lt(auditCheckpoint.sequence, checkpoint.sequence),
              eq(hour(auditCheckpoint.signedAt), hour(sql`${checkpoint.signedAt}::timestamptz`)),
            ),
          );
        await insertCheckpoint(transaction, checkpoint);
      }),
    async lastBefore(moment) {
      const { sequence, hash, occurredAt } = auditEvent;
      const [last] = await tenants.run((transaction) => {
        const young = transaction
          .select({ sequence: min(sequence) })
          .from(auditEvent)
          .where(gte(occurredAt, moment));
        return transaction
          .select({ sequence, hash })
          .from(auditEvent)
          .where(lt(sequence, sql`coalesce((${young}), 9007199254740991)`))
          .orderBy(desc(sequence))
          .limit(1);
      });
      return last;
    },
    letGo: (retention) =>
      tenants.run(async (transaction) => {
        await transaction.execute(sql`select set_config('app.audit_retention', 'on', true)`);
        await transaction.delete(auditEvent).where(lte(auditEvent.sequence, retention.sequence));
        await transaction.delete(auditCheckpoint).where(lte(auditCheckpoint.sequence, retention.sequence));
        await insertCheckpoint(transaction, retention);
      }),
  };
}

async function insertCheckpoint(transaction: Transaction, { signedAt, ...row }: Checkpoint): Promise<void> {
  await transaction.insert(auditCheckpoint).values({ ...row, signedAt: new Date(signedAt) });
}

function conditionOf(filter: AuditFilter): SQL | undefined {
  const { workspaceId, actions, actorId, targetId, outcome, from, until } = filter;
  return and(
    workspaceId === undefined ? undefined : eq(auditEvent.workspaceId, workspaceId),
    actions && inArray(auditEvent.action, [...actions]),
    actorId === undefined ? undefined : eq(auditEvent.actorId, actorId),
    targetId === undefined ? undefined : eq(auditEvent.targetId, targetId),
    outcome && eq(auditEvent.outcome, outcome),
    from && gte(auditEvent.occurredAt, from),
    until && lt(auditEvent.occurredAt, until),
  );
}
