import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import { pgSchema } from 'drizzle-orm/pg-core';
import type { Database } from '../src/database/database.ts';
import { type EventLog, EventLogUnavailableError, START } from '../src/event-log/event-log.ts';
import { createMemoryEventLog } from '../src/event-log/memory-event-log.ts';
import { createPgBossJobs } from '../src/jobs/pg-boss-jobs.ts';
import { createLogger } from '../src/log.ts';
import { createOutbox, outboxTable } from '../src/outbox/outbox.ts';
import { Collector } from './helpers/collector.ts';
import { databaseAdapters } from './helpers/databases.ts';

const logger = createLogger('test', 'silent');
const QUEUE = { retryLimit: 3, expireInSeconds: 30 };

for (const adapter of databaseAdapters()) {
  describe(`database: ${adapter.name}`, () => {
    let database: Database;
    before(async () => {
      database = await adapter.open();
    });
    after(() => database.close());

    it('answers, and keeps what a transaction commits', async () => {
      await database.ping();
      await database.drizzle.execute(sql`create table kept (n int)`);
      await database.drizzle.transaction(async (transaction) => {
        await transaction.execute(sql`insert into kept values (1)`);
      });
      await assert.rejects(
        database.drizzle.transaction(async (transaction) => {
          await transaction.execute(sql`insert into kept values (2)`);
          throw new Error('changed my mind');
        }),
        /changed my mind/,
      );
      const { rows } = (await database.drizzle.execute(sql`select n from kept`)) as unknown as {
        rows: unknown[];
      };
      assert.deepEqual(rows, [{ n: 1 }]);
    });

    it('hears a notice', async () => {
      const { promise, resolve } = Promise.withResolvers<string>();
      const stop = await database.listen('test_channel', resolve);
      await database.drizzle.execute(sql`select pg_notify('test_channel', 'hello')`);
      assert.equal(await promise, 'hello');
      await stop();
    });

    it('has pgvector', async () => {
      await database.drizzle.execute(sql`create extension if not exists vector`);
      const { rows } = (await database.drizzle.execute(
        sql`select '[1,2]'::vector <-> '[1,3]'::vector as distance`,
      )) as unknown as {
        rows: unknown[];
      };
      assert.deepEqual(rows, [{ distance: 1 }]);
    });
  });

  describe(`jobs on ${adapter.name}`, () => {
    let database: Database;
    let jobs: ReturnType<typeof createPgBossJobs>;
    before(async () => {
      database = await adapter.open();
      jobs = createPgBossJobs(database, { logger });
      await jobs.start();
    });
    after(async () => {
      await jobs.stop(2_000);
      await database.close();
    });

    it('hands a job to a worker', async () => {
      await jobs.declare('greet', QUEUE);
      const { promise, resolve } = Promise.withResolvers<string>();
      await jobs.work<{ name: string }>('greet', { concurrency: 1 }, async ({ data }) => resolve(data.name));
      await jobs.send('greet', { name: 'Ada' });
      assert.equal(await promise, 'Ada');
    });

    it('makes one job of an id that is sent twice, and finds it', async () => {
      await jobs.declare('once', QUEUE);
      const id = randomUUID();
      await jobs.send('once', { n: 1 }, { id });
      await jobs.send('once', { n: 2 }, { id });
      assert.deepEqual(await jobs.find('once', id), { data: { n: 1 } });
      assert.equal(await jobs.find('once', randomUUID()), undefined);
    });

    it('sends with a transaction, and not when it is rolled back', async () => {
      await jobs.declare('transactional', QUEUE);
      const [kept, dropped] = [randomUUID(), randomUUID()];
      await database.drizzle.transaction((transaction) =>
        jobs.send('transactional', {}, { id: kept, transaction }),
      );
      await assert.rejects(
        database.drizzle.transaction(async (transaction) => {
          await jobs.send('transactional', {}, { id: dropped, transaction });
          throw new Error('rolled back');
        }),
      );
      assert.ok(await jobs.find('transactional', kept));
      assert.equal(await jobs.find('transactional', dropped), undefined);
    });

    it('tries a failed job again', async () => {
      await jobs.declare('flaky', QUEUE);
      let attempts = 0;
      const { promise, resolve } = Promise.withResolvers<void>();
      await jobs.work('flaky', { concurrency: 1 }, async () => {
        attempts += 1;
        if (attempts === 1) throw new Error('the first time fails');
        resolve();
      });
      await jobs.send('flaky', {});
      await promise;
      assert.equal(attempts, 2);
    });
  });

  describe(`outbox on ${adapter.name}`, () => {
    const schema = pgSchema('letters');
    const table = outboxTable(schema);
    let database: Database;
    before(async () => {
      database = await adapter.open();
      await database.drizzle.execute(sql`create schema letters`);
      await database.drizzle.execute(
        sql`create table letters.outbox (id bigserial primary key, deduplication_id uuid not null, topic text not null, data jsonb not null, created_at timestamptz not null default now())`,
      );
    });
    after(() => database.close());

    const outboxOver = (eventLog: EventLog) =>
      createOutbox({ name: 'letters', table, database, eventLog, logger });

    it('publishes in order what was committed, and nothing that was not', async () => {
      const eventLog = createMemoryEventLog();
      const outbox = outboxOver(eventLog);
      const reader = new Collector();
      eventLog.follow('post', START, reader);
      await outbox.start();
      for (let n = 1; n <= 3; n += 1) {
        await database.drizzle.transaction((transaction) => outbox.add(transaction, 'post', { n }));
      }
      await assert.rejects(
        database.drizzle.transaction(async (transaction) => {
          await outbox.add(transaction, 'post', { n: 'never' });
          throw new Error('rolled back');
        }),
      );
      await database.drizzle.transaction((transaction) => outbox.add(transaction, 'post', { n: 4 }));
      await reader.until(({ events }) => events.length === 4);
      assert.deepEqual(reader.values, [1, 2, 3, 4]);
      await outbox.stop();
    });

    it('F23 an event whose publishing broke off after it was stored is seen once', async () => {
      const inner = createMemoryEventLog();
      let failures = 1;
      const eventLog: EventLog = {
        ...inner,
        async append(topic, event) {
          const appended = await inner.append(topic, event);
          failures -= 1;
          if (failures >= 0) throw new EventLogUnavailableError('stored, but the answer was lost');
          return appended;
        },
      };
      const outbox = outboxOver(eventLog);
      const reader = new Collector();
      inner.follow('post', START, reader);
      await outbox.start();
      await database.drizzle.transaction((transaction) => outbox.add(transaction, 'post', { n: 1 }));
      await database.drizzle.transaction((transaction) => outbox.add(transaction, 'post', { n: 2 }));
      await reader.until(({ events }) => events.length >= 2);
      await outbox.stop();
      assert.deepEqual(reader.values, [1, 2]);
    });
  });
}
