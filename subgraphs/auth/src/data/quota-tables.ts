import { membershipPolicy, tenantPolicy } from '@codexcontinue/platform/database/tenancy';
import { QUOTA_KINDS } from '@codexcontinue/platform/quotas/quota-kinds';
import { sql } from 'drizzle-orm';
import { bigint, check, foreignKey, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { authSchema, membership, moment, person, workspace } from './tables.ts';
import { apiKey } from './token-tables.ts';

const limitColumns = () => ({
  kind: text({ enum: QUOTA_KINDS }).notNull(),
  limit: bigint('maximum', { mode: 'number' }).notNull(),
  setBy: uuid('set_by').references(() => person.id, { onDelete: 'set null' }),
  setAt: moment('set_at').notNull().defaultNow(),
});

/** Limits instead of the defaults: of a workspace, or of a person. */
export const quotaLimit = authSchema.table(
  'quota_limit',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id').references(() => workspace.id, { onDelete: 'cascade' }),
    personId: uuid('person_id').references(() => person.id, { onDelete: 'cascade' }),
    ...limitColumns(),
  },
  (table) => [
    unique().on(table.workspaceId, table.kind),
    unique().on(table.personId, table.kind),
    check('of_one', sql`num_nonnulls("workspace_id", "person_id") = 1`),
    check('not_negative', sql`"maximum" >= 0`),
    tenantPolicy(table.workspaceId, table.personId),
  ],
);

/** Limits of a person in a workspace; they end with the membership. */
export const memberQuotaLimit = authSchema.table(
  'member_quota_limit',
  {
    workspaceId: uuid('workspace_id').notNull(),
    personId: uuid('person_id').notNull(),
    ...limitColumns(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.personId, table.kind] }),
    foreignKey({
      name: 'member_quota_limit_membership_fk',
      columns: [table.workspaceId, table.personId],
      foreignColumns: [membership.workspaceId, membership.personId],
    }).onDelete('cascade'),
    check('member_not_negative', sql`"maximum" >= 0`),
    membershipPolicy(table.workspaceId, table.personId),
  ],
);

/** Limits of an API key, of its workspace. */
export const apiKeyQuotaLimit = authSchema.table(
  'api_key_quota_limit',
  {
    workspaceId: uuid('workspace_id').notNull(),
    apiKeyId: uuid('api_key_id')
      .notNull()
      .references(() => apiKey.id, { onDelete: 'cascade' }),
    ...limitColumns(),
  },
  (table) => [
    primaryKey({ columns: [table.apiKeyId, table.kind] }),
    check('api_key_not_negative', sql`"maximum" >= 0`),
    tenantPolicy(table.workspaceId),
  ],
);
