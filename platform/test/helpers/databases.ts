import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { Database } from '../../src/database/database.ts';
import { openPglite } from '../../src/database/pglite.ts';
import { openPostgres } from '../../src/database/postgres.ts';
import { createLogger } from '../../src/log.ts';

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
    { name: 'PGlite', open: () => openPglite() },
    ...(serverUrl ? [{ name: 'Postgres', open: () => openFreshPostgres(serverUrl) }] : []),
  ];
}

async function openFreshPostgres(serverUrl: string): Promise<Database> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const admin = new Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return openPostgres({ connectionString: url.href, logger: createLogger('test', 'silent') });
}
