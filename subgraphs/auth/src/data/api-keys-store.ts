import { AUTHORITY_TOPIC, authorityEvent } from '@codexcontinue/platform/authority-notice';
import type { PageRequest } from '@codexcontinue/platform/connections';
import type { Database } from '@codexcontinue/platform/database/database';
import type { Outbox } from '@codexcontinue/platform/outbox/outbox';
import { and, desc, eq, gt, isNull, lt, notExists, sql } from 'drizzle-orm';
import type { WorkspaceRole } from '../domain/roles.ts';
import { membership } from './tables.ts';
import { apiKey, disabledPerson } from './token-tables.ts';

/** An API key as stored. */
export type ApiKeyRecord = typeof apiKey.$inferSelect;

/** What a key that is good may do now. */
export interface KeyAuthority {
  readonly key: ApiKeyRecord;
  readonly role: WorkspaceRole;
}

/** API keys. */
export interface ApiKeysStore {
  create(record: typeof apiKey.$inferInsert): Promise<ApiKeyRecord>;
  findById(id: string): Promise<ApiKeyRecord | undefined>;
  /** Answers undefined for a key that is unknown, over, or of somebody who has no role in its workspace any more. */
  authorityOf(keyHash: string): Promise<KeyAuthority | undefined>;
  /** Newest first; the key of a row is its id. @param personId whose; everybody's when left out */
  pageOf(
    workspaceId: string,
    personId: string | undefined,
    request: PageRequest<string>,
  ): Promise<ApiKeyRecord[]>;
  /** Every gateway hears of it; revoking it again changes nothing. */
  revoke(id: string): Promise<ApiKeyRecord | undefined>;
}

const USE_SECONDS = 60;

export function createApiKeysStore({ drizzle }: Database, outbox: Outbox): ApiKeysStore {
  /** To the minute, so that a busy key costs no write on each request. */
  async function noteUse({ id, lastUsedAt }: ApiKeyRecord): Promise<void> {
    if (lastUsedAt && Date.now() - lastUsedAt.getTime() < USE_SECONDS * 1_000) return;
    await drizzle.update(apiKey).set({ lastUsedAt: sql`now()` }).where(eq(apiKey.id, id));
  }

  return {
    async create(record) {
      const [created] = await drizzle.insert(apiKey).values(record).returning();
      if (!created) throw new Error('An API key was not stored.');
      return created;
    },
    async findById(id) {
      const [found] = await drizzle.select().from(apiKey).where(eq(apiKey.id, id));
      return found;
    },
    async authorityOf(keyHash) {
      const disabled = drizzle
        .select()
        .from(disabledPerson)
        .where(eq(disabledPerson.personId, apiKey.personId));
      const [found] = await drizzle
        .select({ key: apiKey, role: membership.role })
        .from(apiKey)
        .innerJoin(
          membership,
          and(eq(membership.workspaceId, apiKey.workspaceId), eq(membership.personId, apiKey.personId)),
        )
        .where(
          and(
            eq(apiKey.keyHash, keyHash),
            isNull(apiKey.revokedAt),
            gt(apiKey.expiresAt, sql`now()`),
            notExists(disabled),
          ),
        );
      if (found) await noteUse(found.key);
      return found;
    },
    pageOf: (workspaceId, personId, { from, limit }) =>
      drizzle
        .select()
        .from(apiKey)
        .where(
          and(
            eq(apiKey.workspaceId, workspaceId),
            personId === undefined ? undefined : eq(apiKey.personId, personId),
            from ? lt(apiKey.id, from) : undefined,
          ),
        )
        .orderBy(desc(apiKey.id))
        .limit(limit + 1),
    revoke: (id) =>
      drizzle.transaction(async (transaction) => {
        const [revoked] = await transaction
          .update(apiKey)
          .set({ revokedAt: sql`coalesce(${apiKey.revokedAt}, now())` })
          .where(eq(apiKey.id, id))
          .returning();
        if (!revoked) return undefined;
        const notice = { what: 'key', personId: revoked.personId, id } as const;
        await outbox.add(transaction, AUTHORITY_TOPIC, authorityEvent(notice));
        return revoked;
      }),
  };
}
