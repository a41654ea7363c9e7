import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import { databaseAdapters } from './helpers/databases.ts';

const postgres = databaseAdapters().find(({ name }) => name === 'Postgres');

describe('a Postgres connection that breaks inside a transaction', {
  skip: !postgres && 'no TEST_DATABASE_URL',
}, () => {
  it('F20 F22 fails that transaction and nothing else', async () => {
    assert.ok(postgres);
    const database = await postgres.open();
    const pidOf = (rows: unknown) => (rows as { rows: { pid: number }[] }).rows[0]?.pid;
    await assert.rejects(
      database.drizzle.transaction(async (transaction) => {
        const pid = pidOf(await transaction.execute(sql`select pg_backend_pid() as pid`));
        await database.drizzle.execute(sql`select pg_terminate_backend(${pid})`);
        // The server's word that it hung up arrives while no query waits for anything.
        await database.drizzle.execute(sql`select pg_sleep(0.2)`);
        await transaction.execute(sql`select 1`);
      }),
    );
    await database.ping();
    await database.close();
  });
});
