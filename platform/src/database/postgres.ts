import { drizzle } from 'drizzle-orm/node-postgres';
import { Client, Pool } from 'pg';
import type { Logger } from '../log.ts';
import type { Database, Drizzle } from './database.ts';

const CONNECT_TIMEOUT_MILLISECONDS = 5_000;
const RECONNECT_PAUSE_MILLISECONDS = 500;

/** Opens a pool to a Postgres server. Connects when first used, so that a service can start before its database. */
export function openPostgres(options: {
  readonly connectionString: string;
  readonly logger: Logger;
  /** How many connections at most; 10 when left out. */
  readonly maximumConnections?: number;
}): Database {
  const { connectionString, logger } = options;
  const pool = new Pool({
    connectionString,
    max: options.maximumConnections ?? 10,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MILLISECONDS,
    allowExitOnIdle: true,
  });
  // An idle connection that breaks is replaced by the pool; without a listener the event would end the process.
  pool.on('error', (error) => logger.warn({ err: error }, 'an idle database connection broke'));
  // The pool watches idle connections only. One that breaks between two queries of a transaction would be an error
  // nobody listens to, which ends the process; the next query on it fails and says so.
  pool.on('connect', (client) => {
    client.on('error', (error) => logger.warn({ err: error }, 'a database connection in use broke'));
  });
  const listeners = new Set<() => Promise<void>>();
  return {
    kind: 'postgres',
    source: { kind: 'postgres', connectionString },
    drizzle: drizzle(pool) as unknown as Drizzle,
    async listen(channel, onNotify) {
      const stop = await listenForEver(connectionString, channel, onNotify, logger);
      listeners.add(stop);
      return async () => {
        listeners.delete(stop);
        await stop();
      };
    },
    async ping() {
      await pool.query('select 1');
    },
    async close() {
      await Promise.all([...listeners].map((stop) => stop()));
      await pool.end();
    },
  };
}

/** LISTEN needs a connection of its own that outlives failures. */
async function listenForEver(
  connectionString: string,
  channel: string,
  onNotify: (payload: string) => void,
  logger: Logger,
): Promise<() => Promise<void>> {
  if (!/^[a-z_]+$/.test(channel)) throw new RangeError(`"${channel}" cannot name a channel.`);
  let client: Client | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const next = new Client({
      connectionString,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MILLISECONDS,
      keepAlive: true,
    });
    let lost = false;
    const onLost = (error?: Error) => {
      if (lost) return;
      lost = true;
      if (stopped) return;
      logger.warn({ err: error, channel }, 'listening to the database broke off; trying again');
      timer = setTimeout(reconnect, RECONNECT_PAUSE_MILLISECONDS);
    };
    next.on('error', onLost);
    next.on('end', () => onLost());
    next.on('notification', (message) => onNotify(message.payload ?? ''));
    client = next;
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
    } catch (error) {
      onLost(error as Error);
    }
  }

  async function reconnect(): Promise<void> {
    await connect();
    if (!stopped) onNotify('');
  }

  await connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end().catch((error: unknown) => logger.debug({ err: error }, 'ending a listener'));
  };
}
