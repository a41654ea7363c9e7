import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { AUTHORITY_TOPIC } from '@codexcontinue/platform/authority-notice';
import type { Database } from '@codexcontinue/platform/database/database';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { type EventLog, START } from '@codexcontinue/platform/event-log/event-log';
import { newId } from '@codexcontinue/platform/ids';
import type { Outbox } from '@codexcontinue/platform/outbox/outbox';
import { Collector } from '../../../platform/test/helpers/collector.ts';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { createQuotaLimitsStore, type QuotaLimitsStore } from '../src/data/quota-limits-store.ts';
import { quotaLimit } from '../src/data/quota-tables.ts';
import { apiKey } from '../src/data/token-tables.ts';
import { createWorkspacesStore, type WorkspacesStore } from '../src/data/workspaces-store.ts';
import { type AuthStores, openAuthStores } from './helpers/auth-stores.ts';

for (const adapter of databaseAdapters()) {
  describe(`limits that were set, on ${adapter.name}`, () => {
    let stores: AuthStores;
    let database: Database;
    let outbox: Outbox;
    let eventLog: EventLog;
    let newPerson: AuthStores['newPerson'];
    let limits: QuotaLimitsStore;
    let workspaces: WorkspacesStore;
    before(async () => {
      stores = await openAuthStores(await adapter.open());
      ({ database, outbox, eventLog, newPerson } = stores);
      limits = createQuotaLimitsStore(database, outbox);
      workspaces = createWorkspacesStore(database, withinTenants(database, ALL_TENANTS), outbox);
    });
    after(() => stores.close());

    const newWorkspace = (ownerId: string) => workspaces.create({ name: 'Plant 7', domain: null, ownerId });

    it('are those of the person and of the workspaces that are asked for, and no others', async () => {
      const [ada, grace] = [await newPerson(), await newPerson()];
      const [ours, theirs] = [await newWorkspace(ada), await newWorkspace(grace)];
      const set = (subject: { personId: string } | { workspaceId: string }, limit: number) =>
        limits.set({ subject, kind: 'tokens', limit, actorId: ada });
      await set({ personId: ada }, 1);
      await set({ personId: grace }, 2);
      await set({ workspaceId: ours.id }, 3);
      await set({ workspaceId: theirs.id }, 4);
      assert.deepEqual(await limits.overridesOf(ada, [ours.id]), {
        person: { tokens: 1 },
        workspaces: { [ours.id]: { tokens: 3 } },
      });
      assert.deepEqual(await limits.overridesOf(undefined, [theirs.id]), {
        person: {},
        workspaces: { [theirs.id]: { tokens: 4 } },
      });
      assert.equal(await limits.overridesOf(await newPerson(), []), undefined);
    });

    it('replace each other, hold large numbers, and are taken back by null', async () => {
      const ada = await newPerson();
      const set = (limit: number | null) =>
        limits.set({ subject: { personId: ada }, kind: 'uploadBytes', limit, actorId: ada });
      await set(1);
      await set(10_737_418_240);
      assert.deepEqual((await limits.overridesOf(ada, []))?.person, { uploadBytes: 10_737_418_240 });
      await set(null);
      assert.equal(await limits.overridesOf(ada, []), undefined);
    });

    it('are told the gateways of everybody they concern, in the same transaction', async () => {
      const [ada, grace] = [await newPerson(), await newPerson()];
      const { id: workspaceId } = await newWorkspace(ada);
      await workspaces.addMember({ workspaceId, personId: grace, role: 'MEMBER', actorId: ada });
      const notices = new Collector();
      eventLog.follow(AUTHORITY_TOPIC, START, notices);
      await limits.set({ subject: { workspaceId }, kind: 'tokens', limit: 5, actorId: ada });
      // One each for the membership, and one for the limit.
      const told = (personId: string) =>
        notices.events.filter(({ data }) => data.what === 'roles' && data.personId === personId).length;
      await notices.until(() => told(ada) === 2 && told(grace) === 2);
    });

    it('of members and API keys are told beside the others, and end with what they are of', async () => {
      const [ada, grace] = [await newPerson(), await newPerson()];
      const { id: workspaceId } = await newWorkspace(ada);
      await workspaces.addMember({ workspaceId, personId: grace, role: 'MEMBER', actorId: ada });
      const apiKeyId = newId();
      await withinTenants(database, ALL_TENANTS).run((transaction) =>
        transaction.insert(apiKey).values({
          ...{ id: apiKeyId, workspaceId, personId: grace, name: 'Script', keyHash: newId(), hint: 'cck_' },
          ...{ scopes: [], expiresAt: new Date() },
        }),
      );
      const ofMember = { workspaceId, personId: grace };
      const notices = new Collector();
      eventLog.follow(AUTHORITY_TOPIC, START, notices);
      for (const limit of [7, 8])
        await limits.set({ subject: ofMember, kind: 'tokens', limit, actorId: ada });
      await limits.set({ subject: { ...ofMember, apiKeyId }, kind: 'requests', limit: 9, actorId: ada });
      await notices.until(() =>
        notices.events.some(({ data }) => data.what === 'key' && data.id === apiKeyId),
      );
      const members = { [workspaceId]: { tokens: 8 } };
      const common = { person: {}, workspaces: {}, members };
      assert.deepEqual(await limits.overridesOf(grace, [workspaceId]), common);
      assert.deepEqual(await limits.overridesOf(grace, [workspaceId], apiKeyId), {
        ...{ ...common, key: { requests: 9 } },
      });
      // Nobody else's, and of no other workspace.
      assert.equal(await limits.overridesOf(ada, [workspaceId]), undefined);
      assert.equal(await limits.overridesOf(grace, [newId()]), undefined);
      await limits.set({ subject: { ...ofMember, apiKeyId }, kind: 'requests', limit: null, actorId: ada });
      assert.deepEqual(await limits.overridesOf(grace, [workspaceId], apiKeyId), common);
      const left = { workspaceId, personId: grace, actorId: ada, mayRemoveOwners: true };
      assert.equal(await workspaces.removeMember(left), 'removed');
      assert.equal(await limits.overridesOf(grace, [workspaceId]), undefined);
    });

    it('are out of reach without a scope', async () => {
      const ada = await newPerson();
      await limits.set({ subject: { personId: ada }, kind: 'tokens', limit: 5, actorId: ada });
      assert.deepEqual(await database.drizzle.select().from(quotaLimit), []);
    });
  });
}
