import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Database } from '@codexcontinue/platform/database/database';
import { migrate } from '@codexcontinue/platform/database/migrate';
import { ALL_TENANTS, type TenantDatabase, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { newId } from '@codexcontinue/platform/ids';
import { eq } from 'drizzle-orm';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import {
  createSavedOperationsStore,
  type SavedOperationsFilter,
  type SavedOperationsStore,
} from '../src/data/saved-operations-store.ts';
import { savedOperation } from '../src/data/tables.ts';
import type { OperationText } from '../src/domain/saved-operations.ts';
import { migrations } from '../src/migrations.ts';

for (const adapter of databaseAdapters()) {
  describe(`saved operations on ${adapter.name}`, () => {
    let database: Database;
    let everything: TenantDatabase;
    let store: SavedOperationsStore;
    before(async () => {
      database = await adapter.open();
      await migrate(database, migrations);
      everything = withinTenants(database, ALL_TENANTS);
      store = createSavedOperationsStore(everything);
    });
    after(() => database.close());

    const text: OperationText = {
      name: 'Who am I',
      description: null,
      document: '{ me { name } }',
      variables: null,
    };
    const keep = async (createdBy: string, change: Partial<OperationText & { workspaceId: string }> = {}) => {
      const created = await store.create({ ...text, workspaceId: null, createdBy, ...change });
      assert.ok(created);
      return created;
    };
    const list = async (
      filter: Partial<SavedOperationsFilter> & { personId: string },
      limit = 100,
      from?: string,
    ) => {
      const all = { workspaceIds: [], mine: false, sharedOnly: false, search: '', ...filter };
      const rows = await store.page(all, { limit, from, direction: 'forward' });
      return rows.map(({ name }) => name);
    };

    it('are listed to who made them and, when shared, to who is in the workspace', async () => {
      const [ada, grace, plant, office] = [newId(), newId(), newId(), newId()];
      await keep(ada, { name: 'mine' });
      await keep(ada, { name: 'in the plant', workspaceId: plant });
      await keep(grace, { name: 'hers' });
      await keep(grace, { name: 'hers in the plant', workspaceId: plant });
      await keep(grace, { name: 'in the office', workspaceId: office });
      const sorted = async (filter: Parameters<typeof list>[0]) => (await list(filter)).sort();
      assert.deepEqual(await sorted({ personId: ada, workspaceIds: [plant] }), [
        'hers in the plant',
        'in the plant',
        'mine',
      ]);
      assert.deepEqual(await sorted({ personId: ada, workspaceIds: [plant], mine: true }), [
        'in the plant',
        'mine',
      ]);
      assert.deepEqual(await sorted({ personId: ada, workspaceIds: [office], sharedOnly: true }), [
        'in the office',
      ]);
      // Who left a workspace does not see what they shared there.
      assert.deepEqual(await sorted({ personId: ada }), ['mine']);
      assert.deepEqual(await sorted({ personId: newId() }), []);
    });

    it('are listed newest first, page by page', async () => {
      const ada = newId();
      for (const [index, at] of [1, 2, 3].entries()) {
        const row = { ...text, id: newId(Date.now() + at), createdBy: ada, name: `${index}` };
        await everything.run((transaction) => transaction.insert(savedOperation).values(row));
      }
      assert.deepEqual(await list({ personId: ada }), ['2', '1', '0']);
      const [newest] = await store.page(
        { personId: ada, workspaceIds: [], mine: false, sharedOnly: false, search: '' },
        { limit: 1, from: undefined, direction: 'forward' },
      );
      assert.deepEqual(await list({ personId: ada }, 1, newest?.id), ['1', '0']);
    });

    it('A67 are found by text that means only itself', async () => {
      const ada = newId();
      await keep(ada, { name: '100% of pumps' });
      await keep(ada, { name: '1000 pumps' });
      await keep(ada, { name: 'snake_case' });
      await keep(ada, { name: 'snakeXcase', description: 'C:\\temp' });
      const find = (search: string) => list({ personId: ada, search });
      assert.deepEqual(await find('100%'), ['100% of pumps']);
      assert.deepEqual(await find('SNAKE_'), ['snake_case']);
      assert.deepEqual(await find('\\t'), ['snakeXcase']);
      assert.deepEqual(await find("'; drop table business.saved_operation; --"), []);
      assert.deepEqual(await find('PUMPS').then((all) => all.sort()), ['100% of pumps', '1000 pumps']);
    });

    it('A58 are at most 500 for a person, however many come at once', async () => {
      const ada = newId();
      const rows = Array.from({ length: 498 }, () => ({ ...text, id: newId(), createdBy: ada }));
      await everything.run((transaction) => transaction.insert(savedOperation).values(rows));
      const kept = await Promise.all(
        [1, 2, 3, 4, 5].map(() => store.create({ ...text, workspaceId: null, createdBy: ada })),
      );
      assert.equal(kept.filter(Boolean).length, 2);
      const stored = await everything.run((transaction) =>
        transaction.$count(savedOperation, eq(savedOperation.createdBy, ada)),
      );
      assert.equal(stored, 500);
      await keep(newId());
    });

    it('are changed and deleted only as they were when somebody decided that it is allowed', async () => {
      const read = await keep(newId());
      const shared = await store.update(read, { workspaceId: newId(), name: 'Shared' });
      assert.ok(shared);
      assert.deepEqual(await store.findById(read.id), shared);
      assert.deepEqual([shared.name, shared.document], ['Shared', read.document]);
      assert.ok(shared.updatedAt >= read.updatedAt);
      assert.equal(await store.update(read, { name: 'Too late' }), undefined);
      assert.equal(await store.delete(read), false);
      assert.equal(await store.delete(shared), true);
      assert.equal(await store.delete(shared), false);
      assert.equal(await store.update(shared, { name: 'Gone' }), undefined);
      assert.equal(await store.findById(read.id), undefined);
    });
  });
}
