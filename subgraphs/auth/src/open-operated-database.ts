import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { takeDataDirectory } from '@codexcontinue/platform/database/data-directory';
import type { Database } from '@codexcontinue/platform/database/database';
import { openPglite } from '@codexcontinue/platform/database/pglite';
import { openPostgres } from '@codexcontinue/platform/database/postgres';
import { createLogger } from '@codexcontinue/platform/log';
import { OperatorFault } from '@codexcontinue/platform/operator-fault';

/** Auth's database in the hands of an operator's command. */
export interface OperatedDatabase {
  readonly database: Database;
  close(): Promise<void>;
}

/**
 * Opens a server's database, or that of `npm start`, which must not run meanwhile.
 *
 * @param command names who asks in the log
 * @param place.DATA_DIR of `npm start`; looked at without DATABASE_URL only
 * @throws OperatorFault where there is none
 */
export async function openOperatedDatabase(
  command: string,
  { DATABASE_URL, DATA_DIR }: { readonly DATABASE_URL: string | undefined; readonly DATA_DIR: string },
): Promise<OperatedDatabase> {
  if (DATABASE_URL !== undefined) {
    const logger = createLogger(command, 'warn');
    const database = openPostgres({ connectionString: DATABASE_URL, logger });
    return { database, close: () => database.close() };
  }
  if (!existsSync(join(DATA_DIR, 'postgres')))
    throw new OperatorFault(
      `There is no data of "npm start" in ${DATA_DIR}. Set DATA_DIR, or DATABASE_URL for a server.`,
    );
  const directory = await takeDataDirectory(DATA_DIR);
  const database = await openPglite({ directory: join(DATA_DIR, 'postgres') });
  return {
    database,
    async close() {
      await database.close();
      directory.release();
    },
  };
}
