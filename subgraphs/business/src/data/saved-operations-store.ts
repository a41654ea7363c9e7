import type { PageRequest } from '@codexcontinue/platform/connections';
import type { TenantDatabase } from '@codexcontinue/platform/database/tenancy';
import { newId } from '@codexcontinue/platform/ids';
import { and, count, desc, eq, ilike, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { MAXIMUM_SAVED_OPERATIONS, type OperationText } from '../domain/saved-operations.ts';
import { savedOperation } from './tables.ts';

/** A saved operation as stored. */
export type SavedOperationRecord = typeof savedOperation.$inferSelect;

/** Which operations to list. */
export interface SavedOperationsFilter {
  /** Personal operations of nobody else are listed. */
  readonly personId: string;
  /** Operations shared in these. */
  readonly workspaceIds: readonly string[];
  /** Only what the person made. */
  readonly mine: boolean;
  /** Only shared ones, without the person's own. */
  readonly sharedOnly: boolean;
  /** Text of the name or the description. */
  readonly search: string;
}

/** Operations people keep. */
export interface SavedOperationsStore {
  /** Answers undefined when the person keeps as many as may be. */
  create(
    record: OperationText & { workspaceId: string | null; createdBy: string },
  ): Promise<SavedOperationRecord | undefined>;
  findById(id: string): Promise<SavedOperationRecord | undefined>;
  /** Newest first; the key of a row is its id. */
  page(filter: SavedOperationsFilter, request: PageRequest<string>): Promise<SavedOperationRecord[]>;
  /** Answers undefined when it was deleted, or shared with others, since it was read. */
  update(
    read: SavedOperationRecord,
    change: Partial<OperationText & { workspaceId: string | null }>,
  ): Promise<SavedOperationRecord | undefined>;
  /** Answers whether it was there, shared as it was when it was read. */
  delete(read: SavedOperationRecord): Promise<boolean>;
}

/** A text as a pattern that matches only itself. */
const literally = (text: string) => text.replaceAll(/[\\%_]/g, '\\$&');

/** The row, as long as the decision who may change it still holds. */
const asRead = ({ id, workspaceId }: SavedOperationRecord) =>
  and(
    eq(savedOperation.id, id),
    workspaceId === null ? isNull(savedOperation.workspaceId) : eq(savedOperation.workspaceId, workspaceId),
  );

export function createSavedOperationsStore(tenants: TenantDatabase): SavedOperationsStore {
  return {
    create: (record) =>
      tenants.run(async (transaction) => {
        // One at a time for a person, so that the count holds.
        await transaction.execute(
          sql`select pg_advisory_xact_lock(hashtextextended(${`saved operations of ${record.createdBy}`}, 0))`,
        );
        const [kept] = await transaction
          .select({ operations: count() })
          .from(savedOperation)
          .where(eq(savedOperation.createdBy, record.createdBy));
        if (!kept || kept.operations >= MAXIMUM_SAVED_OPERATIONS) return undefined;
        const [created] = await transaction
          .insert(savedOperation)
          .values({ id: newId(), ...record })
          .returning();
        if (!created) throw new Error('An operation was not stored.');
        return created;
      }),

    async findById(id) {
      const [found] = await tenants.run((transaction) =>
        transaction.select().from(savedOperation).where(eq(savedOperation.id, id)),
      );
      return found;
    },

    async page({ personId, workspaceIds, mine, sharedOnly, search }, { from, limit }) {
      const own = eq(savedOperation.createdBy, personId);
      const shared = inArray(savedOperation.workspaceId, [...workspaceIds]);
      const visible = sharedOnly ? shared : or(and(isNull(savedOperation.workspaceId), own), shared);
      const pattern = `%${literally(search)}%`;
      const matching = or(ilike(savedOperation.name, pattern), ilike(savedOperation.description, pattern));
      return tenants.run((transaction) =>
        transaction
          .select()
          .from(savedOperation)
          .where(
            and(
              visible,
              mine ? own : undefined,
              search === '' ? undefined : matching,
              from ? lt(savedOperation.id, from) : undefined,
            ),
          )
          .orderBy(desc(savedOperation.id))
          .limit(limit + 1),
      );
    },

    async update(read, change) {
      const [updated] = await tenants.run((transaction) =>
        transaction
          .update(savedOperation)
          .set({ ...change, updatedAt: sql`now()` })
          .where(asRead(read))
          .returning(),
      );
      return updated;
    },

    async delete(read) {
      const deleted = await tenants.run((transaction) =>
        transaction.delete(savedOperation).where(asRead(read)).returning({ id: savedOperation.id }),
      );
      return deleted.length > 0;
    },
  };
}
