import { tenantPolicy } from '@codexcontinue/platform/database/tenancy';
import { QUOTA_KINDS } from '@codexcontinue/platform/quotas/quota-kinds';
import { sql } from 'drizzle-orm';
import { bigint, check, text, unique, uuid } from 'drizzle-orm/pg-core';
import { authSchema, moment, person, workspace } from './tables.ts';

/** Limits instead of the defaults: of a workspace, or of a person. */
export const quotaLimit = authSchema.table(
  'quota_limit',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id').references(() => workspace.id, { onDelete: 'cascade' }),
    personId: uuid('person_id').references(() => person.id, { onDelete: 'cascade' }),
    kind: text({ enum: QUOTA_KINDS }).notNull(),
    limit: bigint('maximum', { mode: 'number' }).notNull(),
    setBy: uuid('set_by').references(() => person.id, { onDelete: 'set null' }),
    setAt: moment('set_at').notNull().defaultNow(),
  },
  (table) => [
    unique().on(table.workspaceId, table.kind),
    unique().on(table.personId, table.kind),
    check('of_one', sql`num_nonnulls("workspace_id", "person_id") = 1`),
    check('not_negative', sql`"maximum" >= 0`),
    tenantPolicy(table.workspaceId, table.personId),
  ],
);
