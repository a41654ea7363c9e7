import type { Database } from '@codexcontinue/platform/database/database';
import { migrate } from '@codexcontinue/platform/database/migrate';
import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import { newId } from '@codexcontinue/platform/ids';
import { createLogger } from '@codexcontinue/platform/log';
import { createOutbox, type Outbox } from '@codexcontinue/platform/outbox/outbox';
import { createPeopleStore } from '../../src/data/people-store.ts';
import { outbox as outboxTable } from '../../src/data/tables.ts';
import { migrations } from '../../src/migrations.ts';

/** What auth's stores stand on: a real database with its tables, and an outbox that publishes. */
export interface AuthStores {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly eventLog: EventLog;
  /** Somebody new, by their id. */
  newPerson(): Promise<string>;
  close(): Promise<void>;
}

export async function openAuthStores(database: Database): Promise<AuthStores> {
  await migrate(database, migrations);
  const eventLog = createMemoryEventLog();
  const logger = createLogger('test', 'silent');
  const outbox = createOutbox({ name: 'auth', table: outboxTable, database, eventLog, logger });
  await outbox.start();
  return {
    database,
    outbox,
    eventLog,
    async newPerson() {
      const id = newId();
      const person = { id, email: `${id}@example.org`, name: 'Ada', passwordHash: 'hash' };
      await createPeopleStore(database).create(person);
      return id;
    },
    async close() {
      await outbox.stop();
      await eventLog.close();
      await database.close();
    },
  };
}
