import { Redis } from 'ioredis';
import type { Logger } from '../log.ts';
import {
  type Appended,
  comparePositions,
  type EventLog,
  EventLogUnavailableError,
  type LoggedEvent,
  type NewEvent,
  type Position,
  parsePosition,
  type ReadResult,
  START,
} from './event-log.ts';
import type { RawEntry } from './redis-entries.ts';
import { APPEND_SCRIPT, PAGE_SCRIPT, RESTORE_SCRIPT } from './redis-scripts.ts';
import { createStreamReader } from './redis-stream-reader.ts';

/** A topic the log counts itself keeps about this many events, for at most a week after its last. */
const JOURNAL_LENGTH = 10_000;
const JOURNAL_LIFETIME_SECONDS = 7 * 24 * 60 * 60;
const DEDUPLICATION_SECONDS = 60 * 60;
const COMMAND_TIMEOUT_MILLISECONDS = 2_000;
const MAXIMUM_PAGE = 10_000;

/** What `PAGE_SCRIPT` answers. */
type Page = readonly [events: string, own: number, first: Position | null];

/** What the log is made of. */
export interface RedisEventLogOptions {
  readonly url: string;
  readonly logger: Logger;
  /** Stands before every key, `codexcontinue:` when left out. */
  readonly keyPrefix?: string;
  readonly journalLength?: number;
}

/**
 * The event log on Redis Streams. It uses two connections, because they must fail differently: commands fail fast, so
 * that callers can keep what they have and try again; the reader waits in XREAD BLOCK and comes back by itself.
 */
export function createRedisEventLog(options: RedisEventLogOptions): EventLog {
  const { url, logger } = options;
  const keyPrefix = options.keyPrefix ?? 'codexcontinue:';
  const journalLength = options.journalLength ?? JOURNAL_LENGTH;
  const commands = new Redis(url, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: true,
    commandTimeout: COMMAND_TIMEOUT_MILLISECONDS,
    connectTimeout: COMMAND_TIMEOUT_MILLISECONDS,
    retryStrategy: (attempt) => Math.min(50 * attempt, 500),
  });
  commands.on('error', (error) => logger.debug({ err: error }, 'the Redis command connection has a fault'));
  const streamKey = (topic: string) => `${keyPrefix}topic:${topic}`;
  const deduplicationKey = (topic: string, id: string) => `${keyPrefix}seen:${topic}:${id}`;

  async function guarded<Value>(work: Promise<Value>): Promise<Value> {
    try {
      return await work;
    } catch (error) {
      throw new EventLogUnavailableError('The event log does not answer.', { cause: error });
    }
  }

  async function append(topic: string, event: NewEvent): Promise<Appended> {
    const keys = [streamKey(topic)];
    if (event.deduplicationId !== undefined) keys.push(deduplicationKey(topic, event.deduplicationId));
    const [position, duplicate] = (await guarded(
      commands.eval(
        APPEND_SCRIPT,
        keys.length,
        ...keys,
        event.sequence === undefined ? '*' : `0-${event.sequence}`,
        JSON.stringify(event.data),
        event.final ? '1' : '0',
        journalLength,
        DEDUPLICATION_SECONDS,
        JOURNAL_LIFETIME_SECONDS,
      ),
    )) as [string, number];
    return { position: position || undefined, duplicate: duplicate === 1 };
  }

  /**
   * Redis skips trimmed entries silently. A position that was delivered still stands in the stream unless it was
   * trimmed, so: a position whose entry is gone has a gap after it. `0-0` has one only if anything was trimmed ever.
   */
  async function read(topic: string, after: Position, limit: number): Promise<ReadResult> {
    parsePosition(after);
    const key = streamKey(topic);
    const count = Math.max(1, Math.min(limit, MAXIMUM_PAGE));
    return guarded(
      (async () => {
        const [events, own, first] = (await commands.eval(PAGE_SCRIPT, 1, key, after, count)) as Page;
        const gap = after === START ? first !== null && (await wasTrimmed(key, first)) : own === 0;
        return { events: JSON.parse(events) as LoggedEvent[], gap };
      })(),
    );
  }

  async function wasTrimmed(key: string, firstPosition: Position): Promise<boolean> {
    const [major, minor] = parsePosition(firstPosition);
    // A sequenced topic begins with 1, or something before it is gone.
    if (major === 0n) return minor !== 1n;
    const info = (await commands.xinfo('STREAM', key)) as (string | number)[];
    const field = (name: string) => Number(info[info.indexOf(name) + 1]);
    return field('entries-added') > field('length');
  }

  async function tail(topic: string): Promise<Position> {
    const entries = (await guarded(commands.xrevrange(streamKey(topic), '+', '-', 'COUNT', 1))) as RawEntry[];
    return entries[0]?.[0] ?? START;
  }

  const reader = createStreamReader({ url, logger, commands, read, streamKey });

  return {
    append,
    read,
    tail,
    follow: (topic, after, follower) => reader.follow(topic, after, follower),
    async restore(topic, events) {
      const sorted = [...events].sort((left, right) =>
        comparePositions(`0-${left.sequence ?? 0}`, `0-${right.sequence ?? 0}`),
      );
      await guarded(
        commands.eval(
          RESTORE_SCRIPT,
          1,
          streamKey(topic),
          ...sorted.flatMap((event) => [
            `0-${event.sequence}`,
            JSON.stringify(event.data),
            event.final ? '1' : '0',
          ]),
        ),
      );
    },
    async expire(topic, seconds) {
      await guarded(commands.expire(streamKey(topic), seconds));
    },
    async ping() {
      await guarded(commands.ping());
    },
    async close() {
      await reader.close();
      commands.disconnect();
    },
  };
}
