import { tenantPolicy } from '@codexcontinue/platform/database/tenancy';
import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, text, unique, uuid } from 'drizzle-orm/pg-core';
import { authSchema, moment, person, workspace } from './tables.ts';

// The ways a person proves who they are. The property names of the first four tables are Better Auth's field names.

const ofPerson = () =>
  uuid('person_id')
    .notNull()
    .references(() => person.id, { onDelete: 'cascade' });

/**
 * A password (`credential`) or an account at an identity provider. Better Auth insists on columns for a provider's
 * tokens; they stay empty (`better-auth.ts`), because nothing here calls a provider for a person.
 */
export const account = authSchema.table(
  'account',
  {
    id: uuid().primaryKey(),
    userId: ofPerson(),
    providerId: text('provider_id').notNull(),
    /** The person's id for a password, the provider's `sub` else. */
    accountId: text('account_id').notNull(),
    /** Argon2id in PHC format. */
    password: text(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: moment('access_token_expires_at'),
    refreshTokenExpiresAt: moment('refresh_token_expires_at'),
    scope: text(),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [index().on(table.userId), unique().on(table.providerId, table.accountId)],
);

/** What was begun and waits for its proof: reset tokens, challenges, OIDC states. Identifiers are stored as SHA-256. */
export const verification = authSchema.table(
  'verification',
  {
    id: uuid().primaryKey(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: moment('expires_at').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [index().on(table.identifier)],
);

/** A person's TOTP secret and recovery codes, both encrypted with a key that is not in the database. */
export const twoFactor = authSchema.table('two_factor', {
  id: uuid().primaryKey(),
  userId: ofPerson().unique(),
  secret: text().notNull(),
  backupCodes: text('recovery_codes').notNull(),
  verified: boolean().notNull().default(false),
  failedVerificationCount: integer('failed_verification_count').notNull().default(0),
  lockedUntil: moment('locked_until'),
  /** Ours: the time step (RFC 6238) of the last code that was accepted. None at or before it is accepted again. */
  lastUsedStep: bigint('last_used_step', { mode: 'number' }),
});

/** A public-key credential (WebAuthn). */
export const passkey = authSchema.table(
  'passkey',
  {
    id: uuid().primaryKey(),
    userId: ofPerson(),
    name: text(),
    credentialID: text('credential_id').notNull().unique(),
    publicKey: text('public_key').notNull(),
    counter: bigint({ mode: 'number' }).notNull(),
    deviceType: text('device_type').notNull(),
    backedUp: boolean('backed_up').notNull(),
    transports: text(),
    aaguid: text(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [index().on(table.userId)],
);

/** Attempts of one kind from one place since a moment, `sign-in:192.0.2.1`. */
export const attempt = authSchema.table('attempt', {
  key: text().primaryKey(),
  count: integer().notNull(),
  since: moment('since').notNull(),
});

/** Who was asked by mail to join a workspace. */
export const invitation = authSchema.table(
  'invitation',
  {
    id: uuid().primaryKey(),
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspace.id, { onDelete: 'cascade' }),
    /** In lower case. */
    email: text().notNull(),
    role: text({ enum: ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'AUDITOR'] }).notNull(),
    /** SHA-256 of the token in the mail; the token itself is stored nowhere. */
    tokenHash: text('token_hash').notNull().unique(),
    invitedBy: uuid('invited_by').references(() => person.id, { onDelete: 'set null' }),
    createdAt: moment('created_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    acceptedAt: moment('accepted_at'),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    index().on(table.workspaceId, table.email).where(sql`accepted_at is null and revoked_at is null`),
    tenantPolicy(table.workspaceId),
  ],
);
