import { RuleError } from '@codexcontinue/platform/errors';
import type {
  EventLog,
  Following,
  LoggedEvent,
  Position,
  ReadResult,
} from '@codexcontinue/platform/event-log/event-log';

/** The events of a topic, one at a time, as fast as they are taken. */
export interface TopicReader {
  /**
   * @returns the next event, or undefined when the reader has been closed
   * @throws RuleError CURSOR_EXPIRED when events that would come next are gone
   * @throws SlowReaderError when more events wait than are kept for one reader
   */
  next(): Promise<LoggedEvent | undefined>;
  /** The next event where it is there already: thousands are while catching up, and a promise for each costs more. */
  take(): LoggedEvent | undefined;
  /** Ends a `next` that is under way, too. */
  close(): void;
}

/** What waits for one reader at most. */
export interface ReaderLimits {
  readonly maximumEvents: number;
  readonly maximumBytes: number;
  /** How many events are read at once while catching up; 1,000. */
  readonly pageLength?: number;
}

/** The reader was live and has fallen behind further than events are kept for it. */
export class SlowReaderError extends Error {
  override readonly name = 'SlowReaderError';
}

const PAGE_LENGTH = 1_000;

/** Events are shared by all readers; what one weighs is found once. */
const weights = new WeakMap<LoggedEvent, number>();

/**
 * Reads a topic from a position on. What is already there is read in pages, at the reader's pace; after that the log
 * is followed, with a bounded queue between. Only who was live once and then falls behind is too slow: a long way to
 * catch up is no fault.
 */
export function createTopicReader(
  log: EventLog,
  topic: string,
  after: Position,
  limits: ReaderLimits,
): TopicReader {
  const { pageLength = PAGE_LENGTH } = limits;
  let position = after;
  let queue: LoggedEvent[] = [];
  let queuedBytes = 0;
  let ahead: Promise<ReadResult> | undefined;
  let following: Following | undefined;
  let live = false;
  let failure: Error | undefined;
  let closed = false;
  let wake: (() => void) | undefined;

  function unfollow(): void {
    following?.stop();
    following = undefined;
    queue = [];
    queuedBytes = 0;
  }

  function signal(): void {
    wake?.();
    wake = undefined;
  }

  function enqueue(events: readonly LoggedEvent[]): void {
    for (const event of events) {
      queue.push(event);
      queuedBytes += weightOf(event);
    }
    if (queue.length > limits.maximumEvents || queuedBytes > limits.maximumBytes) {
      unfollow();
      if (live) failure = new SlowReaderError();
    }
    signal();
  }

  function follow(): void {
    live = false;
    following = log.follow(topic, position, {
      onEvents: enqueue,
      onGap() {
        failure = cursorExpired();
        signal();
      },
    });
  }

  /** What is there, up to a page; follows the log when that was all. */
  async function catchUp(): Promise<void> {
    const { events, gap } = await (ahead ?? log.read(topic, position, pageLength));
    ahead = undefined;
    if (gap) throw cursorExpired();
    if (closed) return;
    const last = events.at(-1);
    if (!last) return follow();
    queue = [...events];
    if (events.length < pageLength) return;
    // There is more: it is read while these are sent.
    ahead = log.read(topic, last.position, pageLength);
    // Whoever takes it hears of it.
    ahead.catch(() => {});
  }

  function take(): LoggedEvent | undefined {
    const event = queue.shift();
    if (!event) return undefined;
    if (following) queuedBytes -= weightOf(event);
    position = event.position;
    return event;
  }

  return {
    take,
    async next() {
      while (!closed) {
        const event = take();
        if (event) return event;
        if (failure) throw failure;
        if (!following) {
          await catchUp();
          continue;
        }
        live = true;
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await promise;
      }
      return undefined;
    },
    close() {
      closed = true;
      unfollow();
      signal();
    },
  };
}

/** Events that would have to come next are gone. */
export function cursorExpired(): RuleError {
  return new RuleError(
    'CURSOR_EXPIRED',
    'Events after this cursor are no longer kept. Fetch the present state by a query, then subscribe without `after`.',
  );
}

function weightOf(event: LoggedEvent): number {
  const known = weights.get(event);
  if (known !== undefined) return known;
  const weight = JSON.stringify(event.data).length;
  weights.set(event, weight);
  return weight;
}
