import { randomUUID } from 'node:crypto';
import { asc, inArray, sql } from 'drizzle-orm';
import { bigserial, jsonb, type PgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Database, Transaction } from '../database/database.ts';
import type { EventLog, JsonObject } from '../event-log/event-log.ts';
import type { Logger } from '../log.ts';

/** The outbox table of a service; put it among the service's tables so that its migrations make it. */
export function outboxTable(schema: PgSchema) {
  return schema.table('outbox', {
    id: bigserial({ mode: 'number' }).primaryKey(),
    deduplicationId: uuid('deduplication_id').notNull(),
    topic: text().notNull(),
    data: jsonb().$type<JsonObject>().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  });
}

export type OutboxTable = ReturnType<typeof outboxTable>;

/** Events that must follow a committed change, and nothing but a committed change. */
export interface Outbox {
  /** Stores an event with the change; it is published after the commit, at least once, seen once. */
  add(transaction: Transaction, topic: string, data: JsonObject): Promise<void>;
  /** Begins to publish what is stored. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const BATCH_SIZE = 100;
/** A notice that was lost, and a log that was away, are made good after this long. */
const POLL_MILLISECONDS = 1_000;

/**
 * @param name the service's schema: it names the notice channel and the lock, so that of several instances of a
 *   service one publishes at a time and the order is kept
 */
export function createOutbox(options: {
  readonly name: string;
  readonly table: OutboxTable;
  readonly database: Database;
  readonly eventLog: EventLog;
  readonly logger: Logger;
}): Outbox {
  const { name, table, database, eventLog, logger } = options;
  const channel = `${name}_outbox`;
  let stopListening: (() => Promise<void>) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let wanted = false;
  let stopped = false;

  async function publishBatch(): Promise<number> {
    return database.drizzle.transaction(async (transaction) => {
      const locked = await transaction.execute(
        sql`select pg_try_advisory_xact_lock(hashtext(${channel})) as locked`,
      );
      if (!(locked as unknown as { rows: { locked: boolean }[] }).rows[0]?.locked) return 0;
      const rows = await transaction.select().from(table).orderBy(asc(table.id)).limit(BATCH_SIZE);
      for (const row of rows) {
        await eventLog.append(row.topic, { data: row.data, deduplicationId: row.deduplicationId });
      }
      if (rows.length > 0) {
        const ids = rows.map((row) => row.id);
        await transaction.delete(table).where(inArray(table.id, ids));
      }
      return rows.length;
    });
  }

  async function drain(): Promise<void> {
    while (wanted && !stopped) {
      wanted = false;
      try {
        while (!stopped && (await publishBatch()) === BATCH_SIZE);
      } catch (error) {
        logger.warn({ err: error, outbox: name }, 'events wait in the outbox; trying again');
      }
    }
  }

  function wake(): void {
    wanted = true;
    running ??= drain().finally(() => {
      running = undefined;
      if (wanted && !stopped) wake();
    });
  }

  return {
    async add(transaction, topic, data) {
      await transaction.insert(table).values({ deduplicationId: randomUUID(), topic, data });
      await transaction.execute(sql`select pg_notify(${channel}, '')`);
    },
    async start() {
      stopListening = await database.listen(channel, wake);
      timer = setInterval(wake, POLL_MILLISECONDS);
      wake();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await stopListening?.();
      await running;
    },
  };
}
