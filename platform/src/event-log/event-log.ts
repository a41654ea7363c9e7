/**
 * The event log: topics of events that live readers follow. Redis Streams in containers, memory in one process.
 * It carries what is live; what must not be lost stands in Postgres first (see `outbox/`).
 */

/** A JSON object, as events carry it. */
export type JsonObject = { readonly [key: string]: unknown };

/**
 * Where an event stands in its topic: `<major>-<minor>`, both decimal, ordered as a pair of numbers (the form of a
 * Redis stream id). `0-0` stands before the first event.
 */
export type Position = string;

/** Stands before the first event of every topic. */
export const START: Position = '0-0';

/** One event as the log holds it. */
export interface LoggedEvent {
  readonly position: Position;
  readonly data: JsonObject;
  /** Whether it ends its topic: followers complete after it. */
  readonly final: boolean;
}

/** One event to append. */
export interface NewEvent {
  readonly data: JsonObject;
  readonly final?: boolean;
  /**
   * For topics with one writer that counts its events: from 1, without gaps. The event then stands at `0-<sequence>`,
   * and appending a sequence number the topic already has changes nothing.
   */
  readonly sequence?: number;
  /** For topics the log counts itself: appending the same id again within an hour changes nothing. */
  readonly deduplicationId?: string;
}

/** What appending answers. */
export interface Appended {
  /** Where the event stands; of a duplicate, where the first stands if that is known. */
  readonly position: Position | undefined;
  /** Whether it stood there already. */
  readonly duplicate: boolean;
}

/** What reading answers. */
export interface ReadResult {
  /** The events after the position asked for, oldest first. */
  readonly events: readonly LoggedEvent[];
  /** Whether events after that position have been trimmed away, so that `events` would not continue it. */
  readonly gap: boolean;
}

/** Told of a topic's events in order, never twice, never with a gap. */
export interface Follower {
  /** More events, oldest first, at least one. Must not throw and must not block. */
  onEvents(events: readonly LoggedEvent[]): void;
  /** Events it would have to see next are gone; nothing more is delivered. */
  onGap(): void;
  /** It has been told of all there is and hears of what comes as it comes; again each time after `onUnavailable`. */
  onLive?(): void;
  /** The log cannot be read just now; delivery goes on by itself when it can. */
  onUnavailable?(error: Error): void;
}

/** Following a topic; stop it to free what it holds. */
export interface Following {
  stop(): void;
}

/** The port. Every adapter passes `test/event-log.contract.ts`. */
export interface EventLog {
  /**
   * Appends one event; resolves when it is stored.
   * @throws EventLogUnavailableError when the log does not answer in time. It may have been stored all the same:
   *   repeat it with the same `sequence` or `deduplicationId`.
   */
  append(topic: string, event: NewEvent): Promise<Appended>;
  /** Reads at most `limit` events after a position. */
  read(topic: string, after: Position, limit: number): Promise<ReadResult>;
  /** The position of the topic's last event, `START` for a topic without events. */
  tail(topic: string): Promise<Position>;
  /** Delivers the events after a position, those that are there and those to come. */
  follow(topic: string, after: Position, follower: Follower): Following;
  /** Replaces a sequenced topic's events by these in one step (to restore them from durable storage). */
  restore(topic: string, events: readonly NewEvent[]): Promise<void>;
  /** Lets the whole topic go after so many seconds without another append. */
  expire(topic: string, seconds: number): Promise<void>;
  /** Resolves when the log answers, rejects when it does not. */
  ping(): Promise<void>;
  /** Stops all following and closes connections. */
  close(): Promise<void>;
}

/** The log did not answer in time. */
export class EventLogUnavailableError extends Error {
  override readonly name = 'EventLogUnavailableError';
}

/** Orders two positions of one topic: negative when `left` stands before `right`. */
export function comparePositions(left: Position, right: Position): number {
  const [leftMajor, leftMinor] = parsePosition(left);
  const [rightMajor, rightMinor] = parsePosition(right);
  if (leftMajor !== rightMajor) return leftMajor < rightMajor ? -1 : 1;
  if (leftMinor !== rightMinor) return leftMinor < rightMinor ? -1 : 1;
  return 0;
}

/** @throws RangeError when the text is no position */
export function parsePosition(position: Position): readonly [bigint, bigint] {
  const match = /^(\d{1,20})-(\d{1,20})$/.exec(position);
  if (!match?.[1] || !match[2])
    throw new RangeError(`"${position.slice(0, 50)}" is no position in an event log.`);
  return [BigInt(match[1]), BigInt(match[2])];
}
