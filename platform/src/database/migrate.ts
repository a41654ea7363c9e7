import { sql } from 'drizzle-orm';
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import type { Database } from './database.ts';

/** What a service's tables are made by. */
export interface Migrations {
  /** The service's Postgres schema; the record of what was applied stands in it. */
  readonly schema: string;
  /** The folder drizzle-kit wrote. */
  readonly folder: string;
}

/**
 * Brings a service's schema up to date. Several processes may do it at once: one does the work, the others wait.
 *
 * @throws Error for a role whom row-level security does not bind: it would see every tenant's rows
 */
export async function migrate(database: Database, { schema, folder }: Migrations): Promise<void> {
  await refuseSparedRole(database);
  const config = { migrationsFolder: folder, migrationsSchema: schema, migrationsTable: 'migration' };
  await withMigrationLock(database, async () => {
    // The drivers' migrators differ in type only; each is given the Drizzle it made.
    if (database.kind === 'pglite')
      await migratePglite(database.drizzle as unknown as Parameters<typeof migratePglite>[0], config);
    else await migratePostgres(database.drizzle as unknown as Parameters<typeof migratePostgres>[0], config);
  });
}

async function refuseSparedRole({ drizzle }: Database): Promise<void> {
  const { rows } = (await drizzle.execute(
    sql`select current_user as name, rolsuper or rolbypassrls as spared from pg_roles where rolname = current_user`,
  )) as unknown as { rows: { name: string; spared: boolean }[] };
  const [role] = rows;
  if (role?.spared === false) return;
  throw new Error(
    `Row-level security does not bind the database role "${role?.name}". Let DATABASE_URL name a role that is neither superuser nor "bypassrls" and owns its schema, as docker/postgres/10-roles.sh makes them.`,
  );
}

/** Any number that nothing else in the database uses. */
const LOCK_KEY = 7_203_911_046;

/**
 * Concurrent migrators of a fresh Postgres fail on each other (measured), so one at a time. The transaction that
 * holds the lock does nothing else: the migrator has its own connection. PGlite has one connection and one process.
 */
async function withMigrationLock(database: Database, work: () => Promise<void>): Promise<void> {
  if (database.kind === 'pglite') return work();
  await database.drizzle.transaction(async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${LOCK_KEY})`);
    await work();
  });
}
