import { membershipPolicy, tenantPolicy } from '@codexcontinue/platform/database/tenancy';
import { outboxTable } from '@codexcontinue/platform/outbox/outbox';
import { boolean, index, integer, pgSchema, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const authSchema = pgSchema('auth');

export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const person = authSchema.table('person', {
  id: uuid().primaryKey(),
  /** In lower case: two spellings of an address are one account. */
  email: text().notNull().unique(),
  name: text().notNull(),
  /** Whether the person has shown that mail to the address reaches them. */
  emailVerified: boolean('email_verified').notNull().default(false),
  /** Better Auth's; nothing shows it yet. */
  image: text(),
  /** Whether a second factor is asked for: set when a TOTP secret is confirmed. */
  twoFactorEnabled: boolean('two_factor_enabled').notNull().default(false),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
});

export const session = authSchema.table(
  'session',
  {
    id: uuid().primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    /** SHA-256 of the browser's session token; the token itself is stored nowhere. */
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: moment('created_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    endedAt: moment('ended_at'),
  },
  (table) => [index().on(table.personId)],
);

export const workspace = authSchema.table(
  'workspace',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    domain: text(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [tenantPolicy(table.id)],
);

export const membership = authSchema.table(
  'membership',
  {
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspace.id, { onDelete: 'cascade' }),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    role: text({ enum: ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'AUDITOR'] }).notNull(),
    joinedAt: moment('joined_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.personId] }),
    index().on(table.personId),
    membershipPolicy(table.workspaceId, table.personId),
  ],
);

/** Attempts to sign in to an address since a moment; one that succeeds removes the row. */
export const signInFailure = authSchema.table('sign_in_failure', {
  email: text().primaryKey(),
  count: integer().notNull(),
  since: moment('since').notNull(),
});

export const outbox = outboxTable(authSchema);
