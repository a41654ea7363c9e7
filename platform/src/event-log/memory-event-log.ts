import {
  type Appended,
  comparePositions,
  type EventLog,
  type Follower,
  type Following,
  type LoggedEvent,
  type NewEvent,
  type Position,
  parsePosition,
  START,
} from './event-log.ts';

/** Like the Redis adapter's approximate trimming: a topic the log counts itself keeps this many events. */
const JOURNAL_LENGTH = 10_000;
const DEDUPLICATION_MILLISECONDS = 60 * 60 * 1_000;

interface Topic {
  events: LoggedEvent[];
  /** The position of the last event that was trimmed away. */
  trimmedThrough: Position;
  last: Position;
  readonly deduplicated: Map<string, { position: Position; untilMilliseconds: number }>;
  readonly followers: Set<(events: readonly LoggedEvent[]) => void>;
  expiry?: NodeJS.Timeout | undefined;
}

/** The event log of a single process. */
export function createMemoryEventLog(options: { readonly journalLength?: number } = {}): EventLog {
  const journalLength = options.journalLength ?? JOURNAL_LENGTH;
  const topics = new Map<string, Topic>();
  let closed = false;

  const topicOf = (name: string): Topic => {
    let topic = topics.get(name);
    if (!topic) {
      topic = {
        events: [],
        trimmedThrough: START,
        last: START,
        deduplicated: new Map(),
        followers: new Set(),
      };
      topics.set(name, topic);
    }
    return topic;
  };

  function appendNow(name: string, event: NewEvent): Appended {
    const topic = topicOf(name);
    const position = event.sequence === undefined ? nextPosition(topic.last) : `0-${event.sequence}`;
    if (event.sequence !== undefined && comparePositions(position, topic.last) <= 0)
      return { position, duplicate: true };
    if (event.deduplicationId !== undefined) {
      const first = topic.deduplicated.get(event.deduplicationId);
      if (first && first.untilMilliseconds > Date.now()) return { position: first.position, duplicate: true };
      topic.deduplicated.set(event.deduplicationId, {
        position,
        untilMilliseconds: Date.now() + DEDUPLICATION_MILLISECONDS,
      });
      forgetOldIds(topic);
    }
    // A copy through JSON, so that no reader shares state with the writer: as it is with Redis.
    const logged: LoggedEvent = {
      position,
      data: JSON.parse(JSON.stringify(event.data)),
      final: event.final ?? false,
    };
    topic.events.push(logged);
    topic.last = position;
    if (event.sequence === undefined && topic.events.length > journalLength) {
      const removed = topic.events.splice(0, topic.events.length - journalLength).at(-1);
      if (removed) topic.trimmedThrough = removed.position;
    }
    for (const deliver of topic.followers) deliver([logged]);
    return { position, duplicate: false };
  }

  function readNow(name: string, after: Position, limit: number) {
    parsePosition(after);
    const topic = topics.get(name);
    if (!topic) return { events: [], gap: comparePositions(after, START) > 0 };
    const firstIndex = topic.events.findIndex((event) => comparePositions(event.position, after) > 0);
    const events = firstIndex < 0 ? [] : topic.events.slice(firstIndex, firstIndex + limit);
    const beyondEnd = comparePositions(after, topic.last) > 0;
    return {
      events,
      gap:
        beyondEnd ||
        comparePositions(after, topic.trimmedThrough) < 0 ||
        (after === START && beginsLate(topic)),
    };
  }

  function follow(name: string, after: Position, follower: Follower): Following {
    const topic = topicOf(name);
    let active = true;
    const deliver = (events: readonly LoggedEvent[]) => {
      if (active) follower.onEvents(events);
    };
    // Later, so that nothing is delivered before the caller holds what stops it.
    queueMicrotask(() => {
      if (!active || closed) return;
      const { events, gap } = readNow(name, after, Number.MAX_SAFE_INTEGER);
      if (gap) {
        follower.onGap();
        return;
      }
      if (events.length > 0) deliver(events);
      if (!active) return;
      topic.followers.add(deliver);
      follower.onLive?.();
    });
    return {
      stop() {
        active = false;
        topic.followers.delete(deliver);
      },
    };
  }

  return {
    append: async (name, event) => appendNow(name, event),
    read: async (name, after, limit) => readNow(name, after, limit),
    tail: async (name) => topics.get(name)?.last ?? START,
    follow,
    async restore(name, events) {
      const topic = topicOf(name);
      topic.events = [];
      topic.trimmedThrough = START;
      topic.last = START;
      const followers = [...topic.followers];
      topic.followers.clear();
      for (const event of events) appendNow(name, event);
      for (const deliver of followers) topic.followers.add(deliver);
    },
    async expire(name, seconds) {
      const topic = topics.get(name);
      if (!topic) return;
      clearTimeout(topic.expiry);
      topic.expiry = setTimeout(() => topics.delete(name), seconds * 1_000).unref();
    },
    ping: async () => {},
    async close() {
      closed = true;
      for (const topic of topics.values()) {
        clearTimeout(topic.expiry);
        topic.followers.clear();
      }
      topics.clear();
    },
  };
}

/** A sequenced topic begins with 1, or something before it is missing. */
function beginsLate(topic: Topic): boolean {
  const first = topic.events[0];
  if (!first) return false;
  const [major, minor] = parsePosition(first.position);
  return major === 0n && minor !== 1n;
}

function nextPosition(last: Position): Position {
  const [lastMajor, lastMinor] = parsePosition(last);
  const now = BigInt(Date.now());
  return now > lastMajor ? `${now}-0` : `${lastMajor}-${lastMinor + 1n}`;
}

function forgetOldIds(topic: Topic): void {
  for (const [id, { untilMilliseconds }] of topic.deduplicated) {
    if (untilMilliseconds > Date.now()) return;
    topic.deduplicated.delete(id);
  }
}
