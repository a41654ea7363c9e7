import { AUTHORITY_TOPIC, authorityEvent } from '@codexcontinue/platform/authority-notice';
import { CACHE_INVALIDATION_TOPIC, cacheInvalidationEvent } from '@codexcontinue/platform/cache-invalidation';
import type { PageRequest } from '@codexcontinue/platform/connections';
import type { Database, Transaction } from '@codexcontinue/platform/database/database';
import { type TenantDatabase, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { newId } from '@codexcontinue/platform/ids';
import type { Outbox } from '@codexcontinue/platform/outbox/outbox';
import { and, asc, desc, eq, gt, inArray, lt, or } from 'drizzle-orm';
import type { WorkspaceRole } from '../domain/roles.ts';
import { membership, workspace } from './tables.ts';

/** A workspace as stored. */
export type WorkspaceRecord = typeof workspace.$inferSelect;
/** A membership as stored. */
export type MembershipRecord = typeof membership.$inferSelect;

/** The sort key of a workspace's members: since when, then who. */
export type MemberKey = readonly [joinedAt: string, personId: string];

/** Workspaces and who is a member of them. */
export interface WorkspacesStore {
  /** Makes a workspace and its first owner in one transaction. */
  create(record: { name: string; domain: string | null; ownerId: string }): Promise<WorkspaceRecord>;
  findById(id: string): Promise<WorkspaceRecord | undefined>;
  /** Of these workspaces, newest first; the key of a row is its id. */
  page(ids: readonly string[], request: PageRequest<string>): Promise<WorkspaceRecord[]>;
  /** Members, the longest there first. */
  membersPage(workspaceId: string, request: PageRequest<MemberKey>): Promise<MembershipRecord[]>;
  findMember(workspaceId: string, personId: string): Promise<MembershipRecord | undefined>;
  rolesOf(personId: string): Promise<Record<string, WorkspaceRole>>;
  shareWorkspace(personId: string, workspaceIds: readonly string[]): Promise<boolean>;
  /**
   * Answers undefined when the person is a member already.
   *
   * @param within the transaction it belongs to; one of its own when left out
   */
  addMember(
    record: {
      workspaceId: string;
      personId: string;
      role: WorkspaceRole;
      actorId: string;
    },
    within?: Transaction,
  ): Promise<MembershipRecord | undefined>;
  /** @param record.mayChangeOwners whether the actor may make owners, and make them something else */
  changeRole(record: {
    workspaceId: string;
    personId: string;
    role: WorkspaceRole;
    actorId: string;
    mayChangeOwners: boolean;
  }): Promise<MembershipRecord | 'not a member' | 'last owner' | 'owner'>;
  /** @param record.mayRemoveOwners whether the actor may end an owner's membership */
  removeMember(record: {
    workspaceId: string;
    personId: string;
    actorId: string;
    mayRemoveOwners: boolean;
  }): Promise<'removed' | 'not a member' | 'last owner' | 'owner'>;
}

/** @param tenants whose workspaces; one that is made opens a scope of its own */
export function createWorkspacesStore(
  database: Database,
  tenants: TenantDatabase,
  outbox: Outbox,
): WorkspacesStore {
  const memberEvent = (kind: 'MEMBER_ADDED' | 'MEMBER_CHANGED' | 'MEMBER_REMOVED', actorId: string) => ({
    id: newId(),
    kind,
    occurredAt: new Date().toISOString(),
    actor: { __typename: 'User', id: actorId },
  });

  /**
   * Tells who follows the workspace, the caches (who shares a workspace sees more of each other), and the gateways: what
   * the person has open is judged by the new role.
   */
  async function tell(
    transaction: Transaction,
    { workspaceId, personId }: { workspaceId: string; personId: string },
    event: ReturnType<typeof memberEvent>,
  ): Promise<void> {
    await outbox.add(transaction, `workspace:${workspaceId}`, event);
    const changed = cacheInvalidationEvent({ entities: [{ __typename: 'User', id: personId }] });
    await outbox.add(transaction, CACHE_INVALIDATION_TOPIC, changed);
    await tellGateways(transaction, personId);
  }

  async function tellGateways(transaction: Transaction, personId: string): Promise<void> {
    await outbox.add(transaction, AUTHORITY_TOPIC, authorityEvent({ what: 'roles', personId }));
  }

  /** Locks the owners, so that two changes at once cannot leave a workspace without one. */
  async function ownersOf(transaction: Transaction, workspaceId: string): Promise<readonly string[]> {
    const owners = await transaction
      .select({ personId: membership.personId })
      .from(membership)
      .where(and(eq(membership.workspaceId, workspaceId), eq(membership.role, 'OWNER')))
      .for('update');
    return owners.map(({ personId }) => personId);
  }

  return {
    create({ name, domain, ownerId }) {
      const id = newId();
      return withinTenants(database, { workspaceIds: [id] }).run(async (transaction) => {
        const [created] = await transaction.insert(workspace).values({ id, name, domain }).returning();
        if (!created) throw new Error('A workspace was not stored.');
        await transaction
          .insert(membership)
          .values({ workspaceId: created.id, personId: ownerId, role: 'OWNER' });
        await tellGateways(transaction, ownerId);
        return created;
      });
    },
    async findById(id) {
      const [found] = await tenants.run((transaction) =>
        transaction.select().from(workspace).where(eq(workspace.id, id)),
      );
      return found;
    },
    async page(ids, { from, limit }) {
      return tenants.run((transaction) =>
        transaction
          .select()
          .from(workspace)
          .where(and(inArray(workspace.id, [...ids]), from ? lt(workspace.id, from) : undefined))
          .orderBy(desc(workspace.id))
          .limit(limit + 1),
      );
    },
    async membersPage(workspaceId, { from, limit }) {
      const joinedAt = from && new Date(from[0]);
      const after =
        joinedAt &&
        or(
          gt(membership.joinedAt, joinedAt),
          and(eq(membership.joinedAt, joinedAt), gt(membership.personId, from[1])),
        );
      return tenants.run((transaction) =>
        transaction
          .select()
          .from(membership)
          .where(and(eq(membership.workspaceId, workspaceId), after))
          .orderBy(asc(membership.joinedAt), asc(membership.personId))
          .limit(limit + 1),
      );
    },
    async findMember(workspaceId, personId) {
      const [found] = await tenants.run((transaction) =>
        transaction
          .select()
          .from(membership)
          .where(and(eq(membership.workspaceId, workspaceId), eq(membership.personId, personId))),
      );
      return found;
    },
    async rolesOf(personId) {
      const rows = await tenants.run((transaction) =>
        transaction.select().from(membership).where(eq(membership.personId, personId)),
      );
      return Object.fromEntries(rows.map((row) => [row.workspaceId, row.role]));
    },
    async shareWorkspace(personId, workspaceIds) {
      if (workspaceIds.length === 0) return false;
      const found = await tenants.run((transaction) =>
        transaction
          .select({ personId: membership.personId })
          .from(membership)
          .where(and(eq(membership.personId, personId), inArray(membership.workspaceId, [...workspaceIds])))
          .limit(1),
      );
      return found.length > 0;
    },
    addMember({ actorId, ...record }, within) {
      const add = async (transaction: Transaction) => {
        const [added] = await transaction.insert(membership).values(record).onConflictDoNothing().returning();
        if (added) await tell(transaction, record, memberEvent('MEMBER_ADDED', actorId));
        return added;
      };
      return within ? within.transaction(add) : tenants.run(add);
    },
    changeRole: ({ workspaceId, personId, role, actorId, mayChangeOwners }) =>
      tenants.run(async (transaction) => {
        const owners = await ownersOf(transaction, workspaceId);
        const isOwner = owners.includes(personId);
        if ((isOwner || role === 'OWNER') && !mayChangeOwners) return 'owner';
        if (isOwner && role !== 'OWNER' && owners.length === 1) return 'last owner';
        const [changed] = await transaction
          .update(membership)
          .set({ role })
          .where(and(eq(membership.workspaceId, workspaceId), eq(membership.personId, personId)))
          .returning();
        if (!changed) return 'not a member';
        await tell(transaction, { workspaceId, personId }, memberEvent('MEMBER_CHANGED', actorId));
        return changed;
      }),
    removeMember: ({ workspaceId, personId, actorId, mayRemoveOwners }) =>
      tenants.run(async (transaction) => {
        const owners = await ownersOf(transaction, workspaceId);
        const isOwner = owners.includes(personId);
        if (isOwner && !mayRemoveOwners) return 'owner';
        if (isOwner && owners.length === 1) return 'last owner';
        const removed = await transaction
          .delete(membership)
          .where(and(eq(membership.workspaceId, workspaceId), eq(membership.personId, personId)))
          .returning({ personId: membership.personId });
        if (removed.length === 0) return 'not a member';
        await tell(transaction, { workspaceId, personId }, memberEvent('MEMBER_REMOVED', actorId));
        return 'removed';
      }),
  };
}
