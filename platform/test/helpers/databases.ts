import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { Database } from '../../src/database/database.ts';
import { openPostgres } from '../../src/database/postgres.ts';
import { createLogger } from '../../src/log.ts';
import { openEmptyPglite } from './empty-pglite.ts';

/** A way to an empty database of a test's own. */
export interface DatabaseAdapter {
  readonly name: string;
  open(): Promise<Database>;
}

/**
 * PGlite always; a real Postgres too where `TEST_DATABASE_URL` names one (`npm run test:containers` does). Each test
 * gets a database of its own name, so that tests run side by side.
 */
export function databaseAdapters(): DatabaseAdapter[] {
  const serverUrl = process.env.TEST_DATABASE_URL;
  return [
    { name: 'PGlite', open: () => openEmptyPglite() },
    ...(serverUrl ? [{ name: 'Postgres', open: () => openFreshPostgres(serverUrl) }] : []),
  ];
}

/** As in production the application's role owns its database and is no superuser, whom row-level security would spare. */
async function openFreshPostgres(serverUrl: string): Promise<Database> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asSuperuser(serverUrl, [
    `create role ${name} login password '${name}'`,
    `create database ${name} owner ${name}`,
  ]);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await asSuperuser(url.href, ['create extension vector', 'create extension pg_trgm']);
  url.username = name;
  url.password = name;
  return openPostgres({ connectionString: url.href, logger: createLogger('test', 'silent') });
}

async function asSuperuser(connectionString: string, statements: readonly string[]): Promise<void> {
  const admin = new Client({ connectionString });
  await admin.connect();
  for (const statement of statements) await admin.query(statement);
  await admin.end();
}
