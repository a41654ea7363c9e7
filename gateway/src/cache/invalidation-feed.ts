import { CACHE_INVALIDATION_TOPIC, readCacheInvalidation } from '@codexcontinue/platform/cache-invalidation';
import {
  comparePositions,
  type EventLog,
  type Following,
  type Position,
  START,
} from '@codexcontinue/platform/event-log/event-log';
import type { Logger } from '../graphql/request-context.ts';
import { entityTags } from './cache-tags.ts';

/**
 * What has changed, as this gateway has heard of it. A position in the feed is the time by which answers are judged: it
 * needs no clock, and is the same for all gateways.
 */
export interface InvalidationFeed {
  /** Up to where changes are known; undefined while changes may go unheard: then nothing may be answered from a cache. */
  position(): Position | undefined;
  /** Whether an answer that was asked for at a position still stands. */
  stands(tags: readonly string[], asOf: Position): boolean;
  stop(): void;
}

/** What is told of changes as they come. */
export interface InvalidationListener {
  onInvalidated(tags: readonly string[]): void;
  /** Changes went unheard. */
  onLost(): void;
}

/** Of so many tags it is known when they changed last; what was asked for before the oldest of those stands no more. */
const MAXIMUM_TAGS = 50_000;

/** After the log was away, what changed meanwhile waits with those who could not tell it; they try every second. */
const SETTLE_MILLISECONDS = 3_000;

/** Follows what subgraphs say has changed. */
export function createInvalidationFeed(
  eventLog: EventLog,
  listener: InvalidationListener,
  logger: Logger,
): InvalidationFeed {
  let live = false;
  let wasAway = false;
  let settling: NodeJS.Timeout | undefined;
  let known: Position = START;
  /** Nothing that was asked for before this can be judged. */
  let floor: Position = START;
  const changedAt = new Map<string, Position>();
  let following: Following = { stop() {} };
  let stopped = false;

  function remember(tag: string, position: Position): void {
    changedAt.delete(tag);
    changedAt.set(tag, position);
    if (changedAt.size <= MAXIMUM_TAGS) return;
    const [oldest] = changedAt;
    if (!oldest) return;
    changedAt.delete(oldest[0]);
    floor = oldest[1];
  }

  function resume(): void {
    live = true;
  }

  function follow(after: Position): void {
    following = eventLog.follow(CACHE_INVALIDATION_TOPIC, after, {
      onEvents(events) {
        for (const { position, data } of events) {
          const { entities, tags } = readCacheInvalidation(data);
          const changed = [...tags, ...entities.flatMap(entityTags)];
          for (const tag of changed) remember(tag, position);
          known = position;
          listener.onInvalidated(changed);
        }
      },
      onLive() {
        if (!wasAway) resume();
        else settling = setTimeout(resume, SETTLE_MILLISECONDS).unref();
      },
      onUnavailable() {
        live = false;
        wasAway = true;
        clearTimeout(settling);
      },
      onGap: () => void startAfterGap(),
    });
  }

  /** More has changed than is kept: what was asked for before now is not trusted. */
  async function startAfterGap(): Promise<void> {
    live = false;
    listener.onLost();
    for (;;) {
      try {
        const tail = await eventLog.tail(CACHE_INVALIDATION_TOPIC);
        if (stopped) return;
        changedAt.clear();
        known = tail;
        floor = tail;
        return follow(tail);
      } catch (error) {
        if (stopped) return;
        logger.warn({ err: error }, 'nothing is cached until changes can be heard of again');
        await new Promise((resolve) => setTimeout(resolve, 1_000).unref());
      }
    }
  }

  follow(START);
  return {
    position: () => (live ? known : undefined),
    stands(tags, asOf) {
      if (comparePositions(asOf, floor) < 0) return false;
      return tags.every((tag) => comparePositions(changedAt.get(tag) ?? START, asOf) <= 0);
    },
    stop() {
      stopped = true;
      clearTimeout(settling);
      live = false;
      following.stop();
    },
  };
}
