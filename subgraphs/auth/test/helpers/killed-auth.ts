import type { Database } from '@codexcontinue/platform/database/database';
import { openPglite } from '@codexcontinue/platform/database/pglite';
import { auditIntent } from '../../src/data/audit-tables.ts';
import { startAuthSystem } from './auth-system.ts';

/**
 * Auth in a process of its own on the database in a directory. Somebody signs up, and the process is killed between the
 * account and what the audit log is told of it.
 *
 * Usage: node killed-auth.ts DIRECTORY
 */
const [, , directory = ''] = process.argv;

const database = await openPglite({ directory });
const drizzle = new Proxy(database.drizzle, {
  get(target, name, receiver) {
    if (name !== 'update') return Reflect.get(target, name, receiver);
    return (table: Parameters<typeof target.update>[0]) => {
      if (table === auditIntent) process.kill(process.pid, 'SIGKILL');
      return target.update(table);
    };
  },
});
const breaking: Database = { ...database, drizzle };
const system = await startAuthSystem({ database: breaking });
await system.signUp();
