/**
 * One subscription that survives whatever happens to its connection.
 *
 * The pure core: it knows nothing of sockets, GraphQL or the DOM. A {@link StreamSource} opens one attempt; this keeps the
 * last cursor and opens the next attempt after it, so that a reader sees every event once and in order.
 */

/** What one attempt reports to the resumable layer. */
export interface StreamSink<Value> {
  /** The attempt has reached the server. */
  connected: () => void;
  next: (value: Value, cursor: string | undefined) => void;
  /** The connection broke; nothing is known about the subscription itself. */
  dropped: () => void;
  /** The server ended the attempt with an error. `code` is its stable code, where it gave one. */
  failed: (code: string | undefined, message: string) => void;
  completed: () => void;
}

/** Opens one attempt and answers how to close it. A closed attempt may still report; it is not heard. */
export type StreamSource<Value> = (after: string | undefined, sink: StreamSink<Value>) => () => void;

export type StreamState = 'connecting' | 'live' | 'reconnecting' | 'ended' | 'refused';

export interface ResumableOptions<Value> {
  source: StreamSource<Value>;
  /** Begins after this cursor, for example where an earlier subscription was paused. */
  after?: string | undefined;
  onValue: (value: Value) => void;
  onState?: (state: StreamState) => void;
  /** The events between the last cursor and now are gone: read the state afresh. The stream goes on without a cursor. */
  onExpired?: () => void;
  /** The stream is complete. */
  onEnded?: () => void;
  /** The server will not serve this stream, now or later; `message` is for people. */
  onRefused?: (code: string, message: string) => void;
  /** Gets a new access token; `false` when the person is signed out. */
  renewToken: () => Promise<boolean>;
  /** Whether a completion now only means that the server let go of us, so that the stream is to be resumed. */
  isIncomplete?: () => boolean;
  /** Runs `task` after so many milliseconds and answers how to cancel it. */
  schedule: (task: () => void, milliseconds: number) => () => void;
  /** From 0 to 1, spreads reconnections of many clients. */
  random?: () => number;
}

export interface ResumableSubscription {
  stop: () => void;
  /** Reconnects at once instead of waiting out the backoff, for example when the network is back. */
  wake: () => void;
}

const FIRST_DELAY_MILLISECONDS = 250;
const LONGEST_DELAY_MILLISECONDS = 15_000;

/** Waits that double up to 15 s; each is spread over its upper half so that clients do not return in step. */
export function backoffMilliseconds(attempt: number, random: number): number {
  const full = Math.min(LONGEST_DELAY_MILLISECONDS, FIRST_DELAY_MILLISECONDS * 2 ** attempt);
  return Math.round(full / 2 + (full / 2) * random);
}

const REFUSALS = new Set([
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'GRAPHQL_VALIDATION_FAILED',
  'GRAPHQL_PARSE_FAILED',
]);

export function resumableSubscription<Value>(options: ResumableOptions<Value>): ResumableSubscription {
  const { source, schedule, random = Math.random } = options;
  let cursor = options.after;
  let failures = 0;
  let renewedSinceLastEvent = false;
  let over = false;
  let state: StreamState | undefined;
  /** Counts attempts, so that what a closed one still reports is not heard. */
  let current = 0;
  let close: (() => void) | undefined;
  let cancelWait: (() => void) | undefined;

  function enter(next: StreamState): void {
    if (state === next) return;
    state = next;
    options.onState?.(next);
  }

  function closeAttempt(): void {
    current += 1;
    const closing = close;
    close = undefined;
    closing?.();
  }

  function end(last: 'ended' | 'refused'): void {
    over = true;
    closeAttempt();
    enter(last);
  }

  function openLater(): void {
    closeAttempt();
    enter('reconnecting');
    const delay = backoffMilliseconds(failures, random());
    failures += 1;
    cancelWait = schedule(() => {
      cancelWait = undefined;
      open();
    }, delay);
  }

  async function renewThenOpen(): Promise<void> {
    closeAttempt();
    enter('reconnecting');
    const attempt = current;
    const renewed = await options.renewToken().catch(() => undefined);
    if (over || attempt !== current) return;
    if (renewed === false) {
      end('refused');
      options.onRefused?.('UNAUTHENTICATED', 'You are signed out.');
    } else if (renewed === undefined) openLater();
    else open();
  }

  function onFailed(code: string | undefined, message: string): void {
    if (code === 'CURSOR_EXPIRED' || code === 'CURSOR_INVALID') {
      // Without a cursor there is nothing to restart from: waiting keeps a confused server from being hammered.
      const hadCursor = cursor !== undefined;
      cursor = undefined;
      options.onExpired?.();
      if (over) return;
      if (!hadCursor) {
        openLater();
        return;
      }
      closeAttempt();
      open();
      return;
    }
    if (code === 'UNAUTHENTICATED' && !renewedSinceLastEvent) {
      renewedSinceLastEvent = true;
      void renewThenOpen();
      return;
    }
    if (code !== undefined && (REFUSALS.has(code) || code === 'UNAUTHENTICATED')) {
      end('refused');
      options.onRefused?.(code, message);
      return;
    }
    openLater();
  }

  function open(): void {
    if (over) return;
    current += 1;
    const attempt = current;
    const heard = () => !over && attempt === current;
    if (state === undefined) enter('connecting');
    const closer = source(cursor, {
      connected: () => {
        if (heard()) enter('live');
      },
      next: (value, at) => {
        if (!heard()) return;
        failures = 0;
        renewedSinceLastEvent = false;
        if (at !== undefined) cursor = at;
        enter('live');
        options.onValue(value);
      },
      dropped: () => {
        if (heard()) openLater();
      },
      failed: (code, message) => {
        if (heard()) onFailed(code, message);
      },
      completed: () => {
        if (!heard()) return;
        if (options.isIncomplete?.()) {
          openLater();
          return;
        }
        end('ended');
        options.onEnded?.();
      },
    });
    // A source may have failed before it returned; then its attempt is over already.
    if (heard()) close = closer;
    else closer();
  }

  open();
  return {
    stop: () => {
      if (over) return;
      over = true;
      cancelWait?.();
      closeAttempt();
    },
    wake: () => {
      if (over || cancelWait === undefined) return;
      cancelWait();
      cancelWait = undefined;
      failures = 0;
      open();
    },
  };
}
