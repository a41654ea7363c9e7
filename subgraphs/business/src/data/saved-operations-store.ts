import type { PageRequest } from '@codexcontinue/platform/connections';
import type { TenantDatabase } from '@codexcontinue/platform/database/tenancy';
import { isSealed, PLAIN_ROWS, type RowEncryption } from '@codexcontinue/platform/encryption/row-encryption';
import { newId } from '@codexcontinue/platform/ids';
import { and, count, desc, eq, ilike, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { MAXIMUM_SAVED_OPERATIONS, type OperationText } from '../domain/saved-operations.ts';
import { savedOperation } from './tables.ts';

/** A saved operation as stored. */
export type SavedOperationRecord = typeof savedOperation.$inferSelect;

/** What the encryption of rows is bound to: never changed, or what is stored cannot be read. */
export const SAVED_OPERATION = 'business.saved_operation';
export const OPERATION_COLUMNS = {
  name: 'text',
  description: 'text',
  document: 'text',
  variables: 'text',
} as const;

/** Whose key an operation is sealed with: its workspace's, or while it is personal its maker's. */
export const ownerOf = ({
  workspaceId,
  createdBy,
}: Pick<SavedOperationRecord, 'workspaceId' | 'createdBy'>): string => workspaceId ?? createdBy;

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

/** Rows that are opened and looked through at a time. */
const PIECE = 200;

/** @param keys where the keys are, of people too, who are no tenants */
export function createSavedOperationsStore(
  tenants: TenantDatabase,
  encryption: RowEncryption = PLAIN_ROWS,
  keys: TenantDatabase = tenants,
): SavedOperationsStore {
  // Keys are of another scope than rows, so that they are fetched in a transaction of their own, before or after.
  async function opened(rows: readonly SavedOperationRecord[]): Promise<SavedOperationRecord[]> {
    if (!rows.some((row) => Object.keys(OPERATION_COLUMNS).some((name) => isSealed(row[name as 'name']))))
      return [...rows];
    const places = rows.map((row) => ({ ...row, workspaceId: ownerOf(row) }));
    const open = await keys.run((transaction) =>
      encryption.openRows(transaction, SAVED_OPERATION, OPERATION_COLUMNS, places),
    );
    return open.map((row, index) => ({ ...row, workspaceId: rows[index]?.workspaceId ?? null }));
  }
  async function sealed<Values extends Partial<OperationText>>(
    id: string,
    owner: string,
    values: Values,
  ): Promise<Values> {
    const seal = await keys.run((transaction) => encryption.sealer(transaction, owner));
    return seal({ table: SAVED_OPERATION, id, workspaceId: owner }, OPERATION_COLUMNS as never, values);
  }

  return {
    async create(record) {
      const id = newId();
      const stored = await sealed(id, ownerOf(record), record);
      const rows = await tenants.run(async (transaction) => {
        // One at a time for a person, so that the count holds.
        await transaction.execute(
          sql`select pg_advisory_xact_lock(hashtextextended(${`saved operations of ${record.createdBy}`}, 0))`,
        );
        const [kept] = await transaction
          .select({ operations: count() })
          .from(savedOperation)
          .where(eq(savedOperation.createdBy, record.createdBy));
        if (!kept || kept.operations >= MAXIMUM_SAVED_OPERATIONS) return [];
        return transaction
          .insert(savedOperation)
          .values({ ...stored, id })
          .returning();
      });
      return (await opened(rows))[0];
    },

    async findById(id) {
      const rows = await tenants.run((transaction) =>
        transaction.select().from(savedOperation).where(eq(savedOperation.id, id)),
      );
      return (await opened(rows))[0];
    },

    async page({ personId, workspaceIds, mine, sharedOnly, search }, { from, limit }) {
      const own = eq(savedOperation.createdBy, personId);
      const shared = inArray(savedOperation.workspaceId, [...workspaceIds]);
      const visible = sharedOnly ? shared : or(and(isNull(savedOperation.workspaceId), own), shared);
      const read = async (after: string | undefined, most: number, matching: SQL | undefined) =>
        opened(
          await tenants.run((transaction) =>
            transaction
              .select()
              .from(savedOperation)
              .where(
                and(
                  visible,
                  mine ? own : undefined,
                  matching,
                  after ? lt(savedOperation.id, after) : undefined,
                ),
              )
              .orderBy(desc(savedOperation.id))
              .limit(most),
          ),
        );
      if (search === '') return read(from, limit + 1, undefined);
      if (!encryption.encrypts) {
        const pattern = `%${literally(search)}%`;
        const matching = or(ilike(savedOperation.name, pattern), ilike(savedOperation.description, pattern));
        return read(from, limit + 1, matching);
      }
      // What is sealed cannot be searched in SQL: it is opened piece by piece, until the page is full.
      const found: SavedOperationRecord[] = [];
      for (let after = from; ; ) {
        const piece = await read(after, PIECE, undefined);
        found.push(...piece.filter((row) => isAbout(row, search)));
        if (found.length > limit || piece.length < PIECE) return found.slice(0, limit + 1);
        after = piece.at(-1)?.id;
      }
    },

    async update(read, change) {
      const moved = { ...read, ...change };
      // Moved to another owner, all of it is sealed anew.
      const isMoved = encryption.encrypts && ownerOf(moved) !== ownerOf(read);
      const { name, description, document, variables } = moved;
      const values = isMoved ? { ...change, name, description, document, variables } : change;
      const stored = await sealed(read.id, ownerOf(moved), values);
      const rows = await tenants.run((transaction) =>
        transaction
          .update(savedOperation)
          .set({ ...stored, updatedAt: sql`now()` })
          .where(asRead(read))
          .returning(),
      );
      return (await opened(rows))[0];
    },

    async delete(read) {
      const deleted = await tenants.run((transaction) =>
        transaction.delete(savedOperation).where(asRead(read)).returning({ id: savedOperation.id }),
      );
      return deleted.length > 0;
    },
  };
}

/** As `ilike` has it. */
function isAbout({ name, description }: SavedOperationRecord, search: string): boolean {
  const wanted = search.toLowerCase();
  return [name, description].some((text) => text?.toLowerCase().includes(wanted));
}
