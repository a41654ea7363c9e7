import { index, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { JWK } from 'jose';
import { authSchema, person, session, workspace } from './tables.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** The refresh tokens of a session, each good once: together they are a family. */
export const refreshToken = authSchema.table(
  'refresh_token',
  {
    /** SHA-256 of the token, in hex; the token itself is stored nowhere. */
    tokenHash: text('token_hash').primaryKey(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => session.id, { onDelete: 'cascade' }),
    createdAt: moment('created_at').notNull().defaultNow(),
    usedAt: moment('used_at'),
  },
  (table) => [index().on(table.sessionId)],
);

/** What a browser or program calls itself, for people to know their sessions by. */
export const sessionDevice = authSchema.table('session_device', {
  sessionId: uuid('session_id')
    .primaryKey()
    .references(() => session.id, { onDelete: 'cascade' }),
  userAgent: text('user_agent').notNull(),
});

export const apiKey = authSchema.table(
  'api_key',
  {
    id: uuid().primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    workspaceId: uuid('workspace_id')
      .notNull()
      .references(() => workspace.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** SHA-256 of the key, in hex; the key itself is stored nowhere. */
    keyHash: text('key_hash').notNull().unique(),
    /** Its first characters, for people to tell keys apart. */
    hint: text().notNull(),
    scopes: text().array().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    revokedAt: moment('revoked_at'),
    /** To the minute: a write on every request would cost more than it tells. */
    lastUsedAt: moment('last_used_at'),
  },
  (table) => [index().on(table.workspaceId), index().on(table.personId)],
);

/** The keys that sign access tokens. */
export const signingKey = authSchema.table('signing_key', {
  /** The RFC 7638 thumbprint of the public key. */
  kid: text().primaryKey(),
  publicJwk: jsonb('public_jwk').$type<JWK>().notNull(),
  /** The private key, encrypted under a key of the environment's secret. */
  sealedPrivateKey: text('sealed_private_key').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  /** Published from the beginning; it signs only once every gateway can know it. */
  signsFrom: moment('signs_from').notNull(),
  /** Not published, and so not accepted, from then on. */
  retiresAt: moment('retires_at'),
});

/** Who looks after the whole instance. */
export const instanceAdmin = authSchema.table('instance_admin', {
  personId: uuid('person_id')
    .primaryKey()
    .references(() => person.id, { onDelete: 'cascade' }),
  since: moment('since').notNull().defaultNow(),
});

/** Who may not use the instance any more; nothing of theirs is deleted. */
export const disabledPerson = authSchema.table('disabled_person', {
  personId: uuid('person_id')
    .primaryKey()
    .references(() => person.id, { onDelete: 'cascade' }),
  disabledBy: uuid('disabled_by').references(() => person.id, { onDelete: 'set null' }),
  since: moment('since').notNull().defaultNow(),
});
