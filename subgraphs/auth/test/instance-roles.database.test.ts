import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { newId } from '@codexcontinue/platform/ids';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { takeInIntents } from '../src/data/audit-intents-store.ts';
import type { RoleChange, RoleOutcome } from '../src/data/instance-roles-store.ts';
import { createInstanceStore, type InstanceStore } from '../src/data/instance-store.ts';
import { createSessionsStore } from '../src/data/sessions-store.ts';
import { type AuthStores, openAuthStores } from './helpers/auth-stores.ts';
import { rowsOf } from './helpers/database-rows.ts';

for (const adapter of databaseAdapters()) {
  describe(`roles on the instance on ${adapter.name}`, () => {
    let stores: AuthStores;
    let instance: InstanceStore;
    let first: string;
    before(async () => {
      stores = await openAuthStores(await adapter.open());
      instance = inAnotherProcess();
      first = await stores.newPerson();
    });
    after(() => stores.close());

    function inAnotherProcess(): InstanceStore {
      const { database, outbox } = stores;
      return createInstanceStore(database, createSessionsStore(database, outbox), outbox);
    }
    const admins = async () => {
      const rows = await rowsOf<{ id: string }>(stores.database)`
        select person_id as id from auth.instance_admin order by person_id`;
      return rows.map(({ id }) => id);
    };
    const set = (change: Partial<RoleChange> & { personId: string }): Promise<RoleOutcome> =>
      instance.setRoles({ actorId: first, ...change });
    /** Nobody but the first administers, and everybody may use the instance. */
    const beginAnew = async () => {
      await rowsOf(stores.database)`delete from auth.disabled_person`;
      await rowsOf(stores.database)`delete from auth.instance_admin where person_id <> ${first}`;
      await rowsOf(stores.database)`insert into auth.instance_admin (person_id) values (${first})
        on conflict do nothing`;
    };

    it('the first administrator is told to the audit log once, by two processes that find it out at once', async () => {
      await stores.newPerson();
      const other = inAnotherProcess();
      const answers = await Promise.all(
        [instance, other, instance, other].map((each) => each.isAdmin(first)),
      );
      assert.deepEqual(answers, [true, true, true, true]);
      assert.deepEqual(await admins(), [first]);
      await other.isAdmin(first);
      await takeInIntents(withinTenants(stores.database, ALL_TENANTS));
      const told = await rowsOf(stores.database)`
        select outcome, actor_id, target_type, target_id, workspace_id, details from auth.audit_event
        where action = 'instance.administrator_appointed'`;
      assert.deepEqual(told, [
        {
          outcome: 'SUCCEEDED',
          actor_id: first,
          target_type: 'User',
          target_id: first,
          workspace_id: null,
          details: { reason: 'the first account of the instance' },
        },
      ]);
    });

    it('an administrator who has to be found out again is told once more, of eight who ask at once', async () => {
      const told = async () => {
        await takeInIntents(withinTenants(stores.database, ALL_TENANTS));
        const rows = await rowsOf(stores.database)`
          select from auth.audit_event where action = 'instance.administrator_appointed'`;
        return rows.length;
      };
      const before = await told();
      for (let round = 1; round <= 10; round += 1) {
        await rowsOf(stores.database)`delete from auth.instance_admin`;
        const processes = Array.from({ length: 8 }, inAnotherProcess);
        await Promise.all(processes.map((each) => each.isAdmin(first)));
        assert.deepEqual(await admins(), [first]);
        assert.equal(await told(), before + round);
      }
    });

    it('are given and taken back, and what is left out stays', async () => {
      const personId = await stores.newPerson();
      const roles = async () => [await instance.isAdmin(personId), await instance.isAuditor(personId)];
      assert.equal(await set({ personId, auditor: true }), 'changed');
      assert.deepEqual(await roles(), [false, true]);
      assert.equal(await set({ personId, administrator: true }), 'changed');
      assert.equal(await set({ personId, administrator: true }), 'changed');
      assert.deepEqual(await roles(), [true, true]);
      assert.equal(await set({ personId, auditor: false }), 'changed');
      assert.deepEqual(await roles(), [true, false]);
      assert.equal(await set({ personId }), 'changed');
      assert.deepEqual(await roles(), [true, false]);
      assert.equal(await set({ personId, administrator: false }), 'changed');
      assert.deepEqual(await roles(), [false, false]);
      assert.equal(await set({ personId: newId(), auditor: true }), 'nobody');
    });

    it('the last administrator stays, and one who is disabled counts for none', async () => {
      await beginAnew();
      assert.equal(await set({ personId: first, administrator: false }), 'last administrator');
      const other = await stores.newPerson();
      await set({ personId: other, administrator: true });
      assert.equal(await instance.disable({ personId: other, actorId: first }), 'disabled');
      assert.equal(await set({ personId: first, administrator: false }), 'last administrator');
      assert.equal(await instance.disable({ personId: first, actorId: other }), 'last administrator');
      assert.equal(await instance.isDisabled(first), false);
      await instance.enable(other);
      assert.equal(await set({ personId: first, administrator: false }), 'changed');
      assert.deepEqual(await admins(), [other]);
      await instance.setRoles({ actorId: other, personId: first, administrator: true });
    });

    it('go to nobody who is disabled, who may lose them', async () => {
      await beginAnew();
      const personId = await stores.newPerson();
      await set({ personId, auditor: true });
      await instance.disable({ personId, actorId: first });
      assert.equal(await set({ personId, administrator: true }), 'disabled');
      assert.equal(await set({ personId, administrator: true, auditor: false }), 'disabled');
      assert.equal(await instance.isAuditor(personId), true, 'nothing of it was done');
      assert.equal(await set({ personId, auditor: true }), 'changed', 'has it already');
      assert.equal(await set({ personId, auditor: false }), 'changed');
      assert.equal(await set({ personId, auditor: true }), 'disabled');
    });

    it('A56 are given by nobody who is no administrator any more at that moment', async () => {
      await beginAnew();
      const [former, friend] = [await stores.newPerson(), await stores.newPerson()];
      const change = { actorId: former, personId: friend, administrator: true };
      assert.equal(await set(change), 'not an administrator');
      await set({ personId: former, administrator: true });
      await instance.disable({ personId: former, actorId: first });
      assert.equal(await set(change), 'not an administrator');
      assert.deepEqual(await admins(), [first, former].sort());
    });

    it('A56 of two who remove each other at once, one does, round after round', async () => {
      const other = await stores.newPerson();
      for (let round = 0; round < 10; round += 1) {
        await beginAnew();
        await set({ personId: other, administrator: true });
        const outcomes = await Promise.all([
          set({ personId: other, administrator: false }),
          inAnotherProcess().setRoles({ actorId: other, personId: first, administrator: false }),
        ]);
        assert.deepEqual(outcomes.toSorted(), ['changed', 'not an administrator']);
        assert.equal((await admins()).length, 1);
      }
    });

    it('A56 of two who step down at once, one does, and of two who disable each other', async () => {
      const other = await stores.newPerson();
      for (let round = 0; round < 10; round += 1) {
        await beginAnew();
        await set({ personId: other, administrator: true });
        const stepDown = (id: string) =>
          instance.setRoles({ actorId: id, personId: id, administrator: false });
        const outcomes = await Promise.all([stepDown(first), stepDown(other)]);
        assert.deepEqual(outcomes.toSorted(), ['changed', 'last administrator']);
        assert.equal((await admins()).length, 1);

        await beginAnew();
        await set({ personId: other, administrator: true });
        const disabled = await Promise.all([
          instance.disable({ personId: other, actorId: first }),
          instance.disable({ personId: first, actorId: other }),
        ]);
        assert.deepEqual(disabled.toSorted(), ['disabled', 'last administrator']);
      }
    });

    it('who has any is listed once, page by page', async () => {
      await beginAnew();
      await rowsOf(stores.database)`delete from auth.instance_auditor`;
      const [auditor, both, gone] = [
        await stores.newPerson(),
        await stores.newPerson(),
        await stores.newPerson(),
      ];
      await set({ personId: auditor, auditor: true });
      await set({ personId: both, auditor: true, administrator: true });
      await set({ personId: gone, administrator: true });
      await instance.disable({ personId: gone, actorId: first });
      const seen: unknown[][] = [];
      for (let from: string | undefined; ; ) {
        const rows = await instance.holders({ from, limit: 2, direction: 'forward' });
        for (const row of rows.slice(0, 2))
          seen.push([
            row.user.id,
            row.administratorSince instanceof Date,
            row.auditorSince instanceof Date,
            row.isDisabled,
          ]);
        if (rows.length <= 2) break;
        from = rows[1]?.user.id;
      }
      assert.deepEqual(
        seen,
        [
          [first, true, false, false],
          [auditor, false, true, false],
          [both, true, true, false],
          [gone, true, false, true],
        ].toSorted(([left], [right]) => (String(left) < String(right) ? -1 : 1)),
      );
    });
  });
}
