import { mkdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { vector } from '@electric-sql/pglite-pgvector';
import { drizzle } from 'drizzle-orm/pglite';
import { becomeApplicationRole } from './application-role.ts';
import type { Database, Drizzle } from './database.ts';

/**
 * Opens the embedded Postgres. Nothing here keeps a second process out of the directory: take the data directory's
 * lock first (`data-directory.ts`).
 *
 * @param options.directory where the rows live; in memory when left out
 * @param options.copyOf what it begins with: another's `dumpDataDir`; nothing when left out
 */
export async function openPglite(
  options: { readonly directory?: string; readonly copyOf?: Blob } = {},
): Promise<Database> {
  if (options.directory) await mkdir(options.directory, { recursive: true });
  const pglite = await PGlite.create({
    ...(options.directory ? { dataDir: options.directory } : {}),
    ...(options.copyOf ? { loadDataDir: options.copyOf } : {}),
    extensions: { vector, pg_trgm },
  });
  await becomeApplicationRole(pglite);
  return {
    kind: 'pglite',
    source: { kind: 'pglite', pglite },
    drizzle: drizzle(pglite) as unknown as Drizzle,
    async listen(channel, onNotify) {
      const stop = await pglite.listen(channel, onNotify);
      return () => stop();
    },
    async ping() {
      await pglite.query('select 1');
    },
    async close() {
      if (!pglite.closed) await pglite.close();
    },
  };
}
