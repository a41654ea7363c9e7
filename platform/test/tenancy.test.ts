import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/pglite';
import type { Database, Drizzle } from '../src/database/database.ts';
import { migrate } from '../src/database/migrate.ts';
import { openPglite } from '../src/database/pglite.ts';

it('refuses to work as a role whom row-level security does not bind', async () => {
  const pglite = await PGlite.create();
  const database = await openPglite();
  try {
    const superuser = { ...database, drizzle: drizzle(pglite) as unknown as Drizzle };
    await assert.rejects(
      migrate(superuser, { schema: 'any', folder: 'none' }),
      /Row-level security does not bind the database role "postgres"/,
    );
  } finally {
    await pglite.close();
    await database.close();
  }
});

describe('a data directory of a version without row-level security', () => {
  let directory: string;
  let database: Database;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tenancy-'));
    const old = await PGlite.create(directory);
    await old.exec(`
      create schema business;
      create type business.state as enum ('OPEN', 'CLOSED');
      create table business.note (id bigserial primary key, state business.state not null);
      create view business.open_note as select * from business.note where state = 'OPEN';
      create function business.notes() returns bigint language sql as 'select count(*) from business.note';
      insert into business.note (state) values ('OPEN');
    `);
    await old.close();
    database = await openPglite({ directory });
  });

  after(async () => {
    await database.close();
    await rm(directory, { recursive: true });
  });

  it('becomes the application’s, whom policies bind', async () => {
    const { rows } = (await database.drizzle.execute(
      sql`select rolsuper or rolbypassrls as spared from pg_roles where rolname = current_user`,
    )) as unknown as { rows: unknown[] };
    assert.deepEqual(rows, [{ spared: false }]);
  });

  it('can be changed as before: rows, tables, types, views and functions', async () => {
    const { drizzle } = database;
    await drizzle.execute(sql`insert into business.note (state) values ('CLOSED')`);
    await drizzle.execute(sql`alter table business.note add column text text`);
    await drizzle.execute(sql`alter type business.state add value 'GONE'`);
    await drizzle.execute(sql`drop view business.open_note`);
    await drizzle.execute(
      sql`create or replace function business.notes() returns bigint language sql as 'select 2::bigint'`,
    );
    const { rows } = (await drizzle.execute(
      sql`select count(*)::int as notes from business.note`,
    )) as unknown as {
      rows: unknown[];
    };
    assert.deepEqual(rows, [{ notes: 2 }]);
  });
});
