import { createHash } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { access, cp, glob, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Database } from '../../src/database/database.ts';
import { type Migrations, migrate } from '../../src/database/migrate.ts';
import { openPglite } from '../../src/database/pglite.ts';
import { createPgBossJobs } from '../../src/jobs/pg-boss-jobs.ts';
import { createLogger } from '../../src/log.ts';

/**
 * A new database and its tables take seconds of a whole core, a copy of those a fraction. The first test that wants one makes
 * it, in `node_modules/.cache`, for every later run.
 */
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/codexcontinue/', import.meta.url));
/** What an empty database is made of, beside its migrations. */
const MADE_OF = [
  '../../src/database/application-role.ts',
  '../../src/jobs/pg-boss-jobs.ts',
  '../../package.json',
].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/** A database in memory with no row; with migrations, it has their tables and those of jobs. */
export async function openEmptyPglite(...migrations: readonly Migrations[]): Promise<Database> {
  return openPglite({ copyOf: await openAsBlob(`${await findEmpty(migrations)}/postgres.tar`) });
}

/** Puts such a database where `npm start` keeps its own. */
export async function placeEmptyPglite(directory: string, migrations: readonly Migrations[]): Promise<void> {
  await cp(`${await findEmpty(migrations)}/postgres`, directory, { recursive: true });
}

async function findEmpty(migrations: readonly Migrations[]): Promise<string> {
  const name = ['empty', ...migrations.map(({ schema }) => schema), await hashOf(migrations)].join('-');
  const folder = `${CACHE}${name}`;
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  if (!isThere) await makeEmpty(folder, migrations);
  return folder;
}

async function hashOf(migrations: readonly Migrations[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of MADE_OF) hash.update(await readFile(path));
  for (const { folder } of migrations) {
    const files = await Array.fromAsync(glob(['*.sql', 'meta/_journal.json'], { cwd: folder }));
    for (const file of files.toSorted()) hash.update(file).update(await readFile(`${folder}/${file}`));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Several processes may do it at once: the first that is ready has made it. */
async function makeEmpty(folder: string, migrations: readonly Migrations[]): Promise<void> {
  const making = `${folder}.${process.pid}`;
  await mkdir(making, { recursive: true });
  const database = await openPglite({ directory: `${making}/postgres` });
  for (const each of migrations) await migrate(database, each);
  if (migrations.length > 0) {
    const jobs = createPgBossJobs(database, { logger: createLogger('test', 'silent') });
    await jobs.start();
    await jobs.stop(0);
  }
  if (database.source.kind !== 'pglite') throw new Error('PGlite opened another database.');
  const copy = await database.source.pglite.dumpDataDir('none');
  await writeFile(`${making}/postgres.tar`, copy.stream());
  await database.close();
  await rename(making, folder).catch(async (error: NodeJS.ErrnoException) => {
    await rm(making, { recursive: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}
