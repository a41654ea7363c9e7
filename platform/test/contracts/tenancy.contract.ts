import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Database, Transaction } from '../../src/database/database.ts';
import { type Migrations, migrate } from '../../src/database/migrate.ts';
import { ALL_TENANTS, withinTenants } from '../../src/database/tenancy.ts';
import { newId } from '../../src/ids.ts';
import { databaseAdapters } from '../helpers/databases.ts';

/** A subgraph's tables, as the contract sees them. */
export interface TenancySubject {
  readonly migrations: Migrations;
  /** Tables that hold nothing of a tenant's, with the reason. */
  readonly shared: Readonly<Record<string, string>>;
  /** Rows that others refer to and that are nobody's: stored once, before. */
  readonly seed?: (personId: string) => readonly { table: PgTable; row: Record<string, unknown> }[];
  /** A row of every other table, of this workspace; in an order in which they can be stored. */
  rowsOf(workspaceId: string, personId: string): readonly { table: PgTable; row: Record<string, unknown> }[];
}

const INSUFFICIENT_PRIVILEGE = '42501';

/** What row-level security has to hold in every subgraph, on every database. */
export function describeTenancy(subject: TenancySubject): void {
  const { schema } = subject.migrations;
  for (const adapter of databaseAdapters()) {
    describe(`A63 row-level security of ${schema} on ${adapter.name}`, () => {
      let database: Database;
      const [ours, theirs, person] = [newId(), newId(), newId()];

      before(async () => {
        database = await adapter.open();
        await migrate(database, subject.migrations);
        await withinTenants(database, ALL_TENANTS).run(async (transaction) => {
          await store(transaction, subject.seed?.(person) ?? []);
          for (const workspaceId of [ours, theirs])
            await store(transaction, subject.rowsOf(workspaceId, person));
        });
      });
      after(() => database.close());

      const ask = async (query: SQL, transaction: Pick<Transaction, 'execute'> = database.drizzle) =>
        ((await transaction.execute(query)) as unknown as { rows: Record<string, unknown>[] }).rows;

      it('is forced, with a policy, on every table but those that hold nothing of a tenant', async () => {
        const tables = await ask(sql`
          select relname as name, relrowsecurity and relforcerowsecurity as forced,
                 (select count(*)::int from pg_policies where schemaname = nspname and tablename = relname) as policies
          from pg_class join pg_namespace on pg_namespace.oid = relnamespace
          where nspname = ${schema} and relkind in ('r', 'p')`);
        const unguarded = tables.filter(({ forced, policies }) => !forced || policies === 0);
        assert.deepEqual(
          unguarded.map(({ name }) => name).sort(),
          [...Object.keys(subject.shared), 'migration'].sort(),
        );
        assert.ok(tables.length > unguarded.length);
      });

      it('has a row of every guarded table in this test', async () => {
        const guarded = await ask(
          sql`select tablename as name from pg_policies where schemaname = ${schema}`,
        );
        const tested = subject.rowsOf(ours, person).map(({ table }) => nameOf(table));
        assert.deepEqual([...new Set(guarded.map(({ name }) => name))].sort(), [...new Set(tested)].sort());
      });

      for (const { table } of subject.rowsOf(ours, person)) {
        const name = nameOf(table);
        // The table of the tenants themselves is theirs by its own key.
        const tenant = sql.identifier(name === 'workspace' ? 'id' : 'workspace_id');
        const count = async (scope: Parameters<typeof withinTenants>[1]) =>
          withinTenants(database, scope).run((transaction) => transaction.$count(table));
        const rowOf = (workspaceId: string) => {
          const found = subject.rowsOf(workspaceId, person).filter((each) => each.table === table);
          return found;
        };

        it(`${name}: shows nothing without a scope, one's own within it, everything to workers`, async () => {
          assert.equal(await database.drizzle.$count(table), 0);
          assert.equal(await count({ workspaceIds: [] }), 0);
          assert.equal(await count({ workspaceIds: [newId()], personId: newId() }), 0);
          assert.equal(await count({ workspaceIds: ["'); drop table x; --", '*', 'all'] }), 0);
          const own = await count({ workspaceIds: [ours] });
          assert.ok(own > 0);
          assert.equal(await count({ workspaceIds: [ours, theirs] }), own * 2);
          assert.equal(await count(ALL_TENANTS), own * 2);
        });

        it(`${name}: takes no row of others, changes none and deletes none`, async () => {
          const stranger = withinTenants(database, { workspaceIds: [newId()], personId: newId() });
          await assert.rejects(
            stranger.run((transaction) => store(transaction, rowOf(ours))),
            (error: Error) => codeOf(error) === INSUFFICIENT_PRIVILEGE,
          );
          const before = await count(ALL_TENANTS);
          await stranger.run((transaction) => transaction.delete(table));
          assert.equal(await count(ALL_TENANTS), before);
          const mine = withinTenants(database, { workspaceIds: [ours] });
          await assert.rejects(
            mine.run((transaction) =>
              transaction.execute(
                sql`update ${table} set ${tenant} = ${theirs}::uuid where ${tenant} = ${ours}::uuid`,
              ),
            ),
            (error: Error) => codeOf(error) === INSUFFICIENT_PRIVILEGE,
          );
        });
      }

      it('leaves no scope behind on the connection', async () => {
        await withinTenants(database, ALL_TENANTS).run(async () => undefined);
        await assert.rejects(
          withinTenants(database, ALL_TENANTS).run(async () => {
            throw new Error('broken off');
          }),
          /broken off/,
        );
        const [settings] = await ask(
          sql`select coalesce(current_setting('app.tenants', true), '') as tenants,
                     coalesce(current_setting('app.workspace_ids', true), '') as workspaces`,
        );
        assert.deepEqual(settings, { tenants: '', workspaces: '' });
      });
    });
  }
}

async function store(transaction: Transaction, rows: ReturnType<TenancySubject['rowsOf']>): Promise<void> {
  for (const { table, row } of rows) await transaction.insert(table).values(row);
}

function nameOf(table: PgTable): string {
  return (table as unknown as Record<symbol, string>)[Symbol.for('drizzle:Name')] ?? '';
}

function codeOf(error: unknown): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return undefined;
}
