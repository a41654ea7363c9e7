import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { PageRequest } from '@codexcontinue/platform/connections';
import type { Database } from '@codexcontinue/platform/database/database';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { type EventLog, START } from '@codexcontinue/platform/event-log/event-log';
import { newId } from '@codexcontinue/platform/ids';
import { createLogger } from '@codexcontinue/platform/log';
import type { Outbox } from '@codexcontinue/platform/outbox/outbox';
import { and, eq } from 'drizzle-orm';
import { Collector } from '../../../platform/test/helpers/collector.ts';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { membership } from '../src/data/tables.ts';
import { createWorkspacesStore, type MemberKey, type WorkspacesStore } from '../src/data/workspaces-store.ts';
import { type AuthStores, openAuthStores } from './helpers/auth-stores.ts';

for (const adapter of databaseAdapters()) {
  describe(`workspaces on ${adapter.name}`, () => {
    const _logger = createLogger('test', 'silent');
    let stores: AuthStores;
    let database: Database;
    let outbox: Outbox;
    let eventLog: EventLog;
    let newPerson: AuthStores['newPerson'];
    let workspaces: WorkspacesStore;
    before(async () => {
      stores = await openAuthStores(await adapter.open());
      ({ database, outbox, eventLog, newPerson } = stores);
      workspaces = createWorkspacesStore(database, withinTenants(database, ALL_TENANTS), outbox);
    });
    after(() => stores.close());

    async function newWorkspace() {
      const ownerId = await newPerson();
      return { ownerId, ...(await workspaces.create({ name: 'Plant 7', domain: null, ownerId })) };
    }
    const forward = <Key>(limit: number, from?: Key): PageRequest<Key> => ({
      limit,
      from,
      direction: 'forward',
    });
    const owner = { mayRemoveOwners: true };

    it('are made with their first owner', async () => {
      const { id, ownerId } = await newWorkspace();
      assert.deepEqual(await workspaces.rolesOf(ownerId), { [id]: 'OWNER' });
      assert.equal((await workspaces.findById(id))?.name, 'Plant 7');
      assert.deepEqual(await workspaces.rolesOf(newId()), {});
    });

    it('are not made at all without an owner who exists', async () => {
      const ownerId = newId();
      await assert.rejects(workspaces.create({ name: 'Nobody’s', domain: null, ownerId }));
      assert.deepEqual(await workspaces.rolesOf(ownerId), {});
    });

    it('F24 have a person once, however often they are added at once, and tell it once', async () => {
      const { id: workspaceId, ownerId } = await newWorkspace();
      const personId = await newPerson();
      const reader = new Collector();
      eventLog.follow(`workspace:${workspaceId}`, START, reader);
      const added = await Promise.all(
        (['MEMBER', 'ADMIN', 'VIEWER'] as const).map((role) =>
          workspaces.addMember({ workspaceId, personId, role, actorId: ownerId }),
        ),
      );
      const [member, ...others] = added.filter((record) => record !== undefined);
      assert.ok(member);
      assert.deepEqual(others, []);
      assert.deepEqual(await workspaces.rolesOf(personId), { [workspaceId]: member.role });
      await workspaces.removeMember({ workspaceId, personId, actorId: ownerId, ...owner });
      await reader.until(({ events }) => events.length >= 2);
      assert.deepEqual(
        reader.events.map(({ data }) => [data.kind, data.actor]),
        ['MEMBER_ADDED', 'MEMBER_REMOVED'].map((kind) => [kind, { __typename: 'User', id: ownerId }]),
      );
    });

    it('keep their last owner', async () => {
      const { id: workspaceId, ownerId: actorId } = await newWorkspace();
      const remove = (personId: string) =>
        workspaces.removeMember({ workspaceId, personId, actorId, ...owner });
      assert.equal(await remove(actorId), 'last owner');
      assert.equal(await remove(await newPerson()), 'not a member');
      assert.deepEqual(await workspaces.rolesOf(actorId), { [workspaceId]: 'OWNER' });
    });

    it('keep one of two owners who leave at the same time', async () => {
      const { id: workspaceId, ownerId: first } = await newWorkspace();
      const second = await newPerson();
      await workspaces.addMember({ workspaceId, personId: second, role: 'OWNER', actorId: first });
      const outcomes = await Promise.all(
        [first, second].map((personId) =>
          workspaces.removeMember({ workspaceId, personId, actorId: personId, ...owner }),
        ),
      );
      assert.deepEqual(outcomes.toSorted(), ['last owner', 'removed']);
    });

    it('keep an owner whom somebody less wants to remove', async () => {
      const { id: workspaceId, ownerId } = await newWorkspace();
      const second = await newPerson();
      await workspaces.addMember({ workspaceId, personId: second, role: 'OWNER', actorId: ownerId });
      const removal = { workspaceId, personId: second, actorId: newId(), mayRemoveOwners: false };
      assert.equal(await workspaces.removeMember(removal), 'owner');
      assert.deepEqual(await workspaces.rolesOf(second), { [workspaceId]: 'OWNER' });
    });

    it('are paged newest first, of those asked for only', async () => {
      const made = [await newWorkspace(), await newWorkspace(), await newWorkspace()].map(({ id }) => id);
      const [first = '', second = '', third = ''] = made.toSorted().toReversed();
      const page = await workspaces.page(made, forward(1));
      assert.deepEqual(
        page.map(({ id }) => id),
        [first, second],
      );
      assert.deepEqual(
        (await workspaces.page(made, forward(2, second))).map(({ id }) => id),
        [third],
      );
      assert.deepEqual(await workspaces.page([], forward(10)), []);
    });

    it('list members in the order they joined, ties included, none left out', async () => {
      const { id: workspaceId, ownerId } = await newWorkspace();
      const joinedAt = (iso: string) => new Date(iso);
      const people = [await newPerson(), await newPerson(), await newPerson(), await newPerson()];
      for (const personId of people)
        await workspaces.addMember({ workspaceId, personId, role: 'MEMBER', actorId: ownerId });
      const is = (personId: string) =>
        and(eq(membership.workspaceId, workspaceId), eq(membership.personId, personId));
      const [a = '', b = '', c = '', d = ''] = people;
      for (const [personId, at] of [
        [d, '2020-01-01T00:00:00.000Z'],
        [c, '2021-01-01T00:00:00.001Z'],
        [a, '2021-01-01T00:00:00.001Z'],
        [b, '2021-01-01T00:00:00.002Z'],
      ] as const) {
        await withinTenants(database, ALL_TENANTS).run((transaction) =>
          transaction
            .update(membership)
            .set({ joinedAt: joinedAt(at) })
            .where(is(personId)),
        );
      }
      const seen: string[] = [];
      let from: MemberKey | undefined;
      do {
        const rows = await workspaces.membersPage(workspaceId, forward(1, from));
        const shown = rows[0];
        assert.ok(shown);
        seen.push(shown.personId);
        from = rows.length > 1 ? [shown.joinedAt.toISOString(), shown.personId] : undefined;
      } while (from);
      assert.deepEqual(seen, [d, ...[a, c].toSorted(), b, ownerId]);
    });

    it('are shared by two people, or not', async () => {
      const { id, ownerId } = await newWorkspace();
      const other = await newWorkspace();
      assert.equal(await workspaces.shareWorkspace(ownerId, [other.id, id]), true);
      assert.equal(await workspaces.shareWorkspace(ownerId, [other.id]), false);
      assert.equal(await workspaces.shareWorkspace(ownerId, []), false);
    });
  });
}
