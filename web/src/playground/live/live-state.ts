import type { StreamState } from '../../api/resumable-subscription.ts';

/** How a subscription of the playground is doing. */
export type LiveStatus = 'idle' | StreamState | 'paused' | 'stopped';

/** One event, as it arrived. */
export interface LiveEvent {
  /** From 1, counted here. */
  readonly number: number;
  readonly cursor: string | undefined;
  readonly result: unknown;
}

/** What is shown of the subscription that runs, or ran last. */
export interface LiveState {
  readonly status: LiveStatus;
  /** Where to go on after. */
  readonly cursor: string | undefined;
  readonly events: number;
  /** The newest, newest first. */
  readonly recent: readonly LiveEvent[];
  /** The cursor it went on after when it was resumed last. */
  readonly resumedAfter: string | undefined;
  /** What went wrong, for people; it may have gone on since. */
  readonly problem: string | undefined;
}

export const IDLE: LiveState = {
  status: 'idle',
  cursor: undefined,
  events: 0,
  recent: [],
  resumedAfter: undefined,
  problem: undefined,
};

const RECENT_EVENTS = 50;

/** The state after one more event. */
export function withEvent(state: LiveState, result: unknown, cursor: string | undefined): LiveState {
  const event = { number: state.events + 1, cursor, result };
  return {
    ...state,
    cursor: cursor ?? state.cursor,
    events: event.number,
    recent: [event, ...state.recent].slice(0, RECENT_EVENTS),
  };
}

const shorten = (cursor: string) => (cursor.length > 8 ? `${cursor.slice(0, 8)}…` : cursor);

/** The state in words. */
export function describeLive({ status, cursor, resumedAfter }: LiveState): string {
  switch (status) {
    case 'idle':
      return 'No subscription';
    case 'connecting':
      return 'Connecting…';
    case 'live':
      return resumedAfter === undefined
        ? 'Connected'
        : `Connected, resumed at cursor ${shorten(resumedAfter)}`;
    case 'reconnecting':
      return cursor === undefined ? 'Reconnecting…' : `Reconnecting at cursor ${shorten(cursor)}`;
    case 'paused':
      return cursor === undefined ? 'Paused' : `Paused at cursor ${shorten(cursor)}`;
    case 'stopped':
      return 'Stopped';
    case 'ended':
      return 'Complete';
    case 'refused':
      return 'Refused';
    default:
      return status satisfies never;
  }
}

/** What went wrong, and what becomes of it. */
export function describeProblem(code: string | undefined, message: string): string {
  switch (code) {
    case 'CURSOR_EXPIRED':
      return 'The events after the last cursor are not kept any more (CURSOR_EXPIRED): some are missing here. Read the state anew with a query.';
    case 'CURSOR_INVALID':
      return 'The server does not take the last cursor (CURSOR_INVALID): it belongs to another subscription or another person. Some events may be missing here.';
    case 'SLOW_READER':
      return 'Events came faster than this page took them (SLOW_READER); it goes on after the last one it has.';
    case 'SERVICE_UNAVAILABLE':
      return 'The server is away just now (SERVICE_UNAVAILABLE); trying again.';
    default:
      return code === undefined ? message : `${message} (${code})`;
  }
}
