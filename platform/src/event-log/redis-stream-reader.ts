import { Redis } from 'ioredis';
import type { Logger } from '../log.ts';
import {
  comparePositions,
  type Follower,
  type Following,
  type LoggedEvent,
  type Position,
  type ReadResult,
} from './event-log.ts';
import { type RawEntry, toLoggedEvent } from './redis-entries.ts';

/** How long one XREAD waits; a new topic wakes it. */
const BLOCK_MILLISECONDS = 2_000;
const BATCH_SIZE = 500;
const CATCH_UP_SIZE = 1_000;
const RETRY_PAUSE_MILLISECONDS = 200;
const WAKE_ATTEMPTS = 50;

/** A follower that has caught up. */
interface LiveFollower {
  hand(events: readonly LoggedEvent[]): void;
  /** The connection broke: read again from where it was, so that a gap cannot go unnoticed. */
  startOver(error: Error): void;
}

interface TopicState {
  /** Up to where the reader has read; a live follower is never further back. */
  position: Position;
  readonly live: Set<LiveFollower>;
}

/** What a reader is made of. */
export interface StreamReaderOptions {
  readonly url: string;
  readonly logger: Logger;
  /** Another connection, to wake the one that blocks. */
  readonly commands: Redis;
  read(topic: string, after: Position, limit: number): Promise<ReadResult>;
  streamKey(topic: string): string;
}

/**
 * One blocking connection that reads all followed topics of a process. A follower first catches up with plain reads,
 * then joins the topic's live delivery at the position the catching up ended at.
 */
export function createStreamReader(options: StreamReaderOptions) {
  const { url, logger, commands, read, streamKey } = options;
  const topics = new Map<string, TopicState>();
  let closed = false;
  let connection: Redis | undefined;
  let connectionId: number | undefined;
  let blocking = false;
  let loop: Promise<void> | undefined;
  let running = false;

  function connect(): Redis {
    // No offline queue and no retry of commands: an XREAD that is lost is simply issued again by the loop.
    const redis = new Redis(url, {
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      lazyConnect: true,
      retryStrategy: () => null,
      connectTimeout: BLOCK_MILLISECONDS,
      socketTimeout: BLOCK_MILLISECONDS * 2,
    });
    redis.on('error', (error) => logger.debug({ err: error }, 'the Redis reader connection has a fault'));
    redis.on('close', () => {
      connectionId = undefined;
    });
    return redis;
  }

  /** Makes sure that a topic that was just added is read: by a new loop, or by the one there is as soon as it can. */
  async function wake(): Promise<void> {
    if (!running) {
      running = true;
      loop = run();
      return;
    }
    // The two connections race: an UNBLOCK that comes before its XREAD unblocks nothing and is repeated.
    for (let attempt = 0; blocking && connectionId !== undefined && attempt < WAKE_ATTEMPTS; attempt += 1) {
      if ((await commands.client('UNBLOCK', connectionId)) === 1) return;
    }
  }

  async function run(): Promise<void> {
    // `running` falls in the same step that finds nothing left to read, so that no topic is added in between.
    for (;;) {
      if (closed || topics.size === 0) {
        running = false;
        return;
      }
      try {
        if (!connection || connection.status === 'end') {
          connection = connect();
          await connection.connect();
          connectionId = await connection.client('ID');
        }
        await readOnce(connection);
      } catch (error) {
        if (closed) continue;
        connection?.disconnect();
        connection = undefined;
        const interrupted = [...topics.values()].flatMap((topic) => [...topic.live]);
        topics.clear();
        for (const follower of interrupted) follower.startOver(error as Error);
        await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MILLISECONDS));
      }
    }
  }

  async function readOnce(redis: Redis): Promise<void> {
    const names = [...topics.keys()];
    const positions = names.map((name) => topics.get(name)?.position ?? '0-0');
    blocking = true;
    const answer = (await redis
      .xread(
        'COUNT',
        BATCH_SIZE,
        'BLOCK',
        BLOCK_MILLISECONDS,
        'STREAMS',
        ...names.map(streamKey),
        ...positions,
      )
      .finally(() => {
        blocking = false;
      })) as [string, RawEntry[]][] | null;
    if (!answer) return;
    const askedFrom = new Map(names.map((name, index) => [streamKey(name), positions[index]]));
    const nameOfKey = new Map(names.map((name) => [streamKey(name), name]));
    for (const [key, entries] of answer) {
      const topic = topics.get(nameOfKey.get(key) ?? '');
      const asked = askedFrom.get(key);
      // A topic that was left and joined again meanwhile may stand further back than this answer begins.
      if (!topic || !asked || comparePositions(topic.position, asked) < 0) continue;
      deliver(topic, entries.map(toLoggedEvent));
    }
  }

  function deliver(topic: TopicState, events: readonly LoggedEvent[]): void {
    const fresh = events.filter((event) => comparePositions(event.position, topic.position) > 0);
    const last = fresh.at(-1);
    if (!last) return;
    topic.position = last.position;
    for (const follower of topic.live) follower.hand(fresh);
  }

  function follow(name: string, after: Position, follower: Follower): Following {
    let active = true;
    let position = after;
    const hand = (events: readonly LoggedEvent[]) => {
      const fresh = events.filter((event) => comparePositions(event.position, position) > 0);
      const last = fresh.at(-1);
      if (!active || !last) return;
      position = last.position;
      follower.onEvents(fresh);
    };
    const live: LiveFollower = {
      hand,
      startOver(error) {
        follower.onUnavailable?.(error);
        void catchUp();
      },
    };

    /** Joins the live delivery without a gap: only when everything up to the topic's position has been read. */
    async function catchUp(): Promise<void> {
      while (active && !closed) {
        try {
          const { events, gap } = await read(name, position, CATCH_UP_SIZE);
          if (!active) return;
          if (gap) {
            active = false;
            follower.onGap();
            return;
          }
          hand(events);
          if (events.length < CATCH_UP_SIZE && joinLive()) {
            follower.onLive?.();
            return;
          }
        } catch (error) {
          if (!active || closed) return;
          follower.onUnavailable?.(error as Error);
          await new Promise((resolve) => setTimeout(resolve, RETRY_PAUSE_MILLISECONDS));
        }
      }
    }

    function joinLive(): boolean {
      let topic = topics.get(name);
      if (!topic) {
        topic = { position, live: new Set() };
        topics.set(name, topic);
      }
      if (comparePositions(topic.position, position) > 0) return false;
      topic.live.add(live);
      wake().catch((error: unknown) => logger.debug({ err: error }, 'waking the reader'));
      return true;
    }

    void catchUp();
    return {
      stop() {
        active = false;
        const topic = topics.get(name);
        topic?.live.delete(live);
        if (topic && topic.live.size === 0) topics.delete(name);
      },
    };
  }

  return {
    follow,
    async close(): Promise<void> {
      closed = true;
      topics.clear();
      connection?.disconnect();
      await loop;
    },
  };
}
