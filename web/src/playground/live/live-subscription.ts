import {
  type ResumableSubscription,
  resumableSubscription,
  type StreamSource,
} from '../../api/resumable-subscription.ts';
import { describeProblem, IDLE, type LiveState, withEvent } from './live-state.ts';

/** What takes the events; GraphiQL's editor for responses. */
export interface LiveObserver {
  next: (result: unknown) => void;
  complete: () => void;
}

export interface LiveSubscriptionOptions {
  renewToken: () => Promise<boolean>;
  schedule: (task: () => void, milliseconds: number) => () => void;
  random?: () => number;
}

/** The playground's subscription: one at a time, which can be paused and goes on where it was. */
export interface LiveSubscription {
  state: () => LiveState;
  listen: (listener: () => void) => () => void;
  /** Begins one, instead of whichever ran before; answers how to stop it. */
  start: (source: StreamSource<unknown>, observer: LiveObserver) => () => void;
  pause: () => void;
  resume: () => void;
  /** Reconnects at once. */
  wake: () => void;
}

/** Codes after which trying again can help; the resumable layer knows those that concern cursors and tokens itself. */
const PASSING = new Set([
  'SERVICE_UNAVAILABLE',
  'SLOW_READER',
  'RATE_LIMITED',
  'INTERNAL_SERVER_ERROR',
  'CURSOR_EXPIRED',
  'CURSOR_INVALID',
  'UNAUTHENTICATED',
]);
/** A code the resumable layer takes for final. */
const FINAL = 'BAD_USER_INPUT';

const NO_CURSOR = 'The connection broke before an event had a cursor: events since then may be missing here.';

interface Run {
  readonly source: StreamSource<unknown>;
  readonly observer: LiveObserver;
  subscription: ResumableSubscription | undefined;
}

export function createLiveSubscription(options: LiveSubscriptionOptions): LiveSubscription {
  let state = IDLE;
  let running: Run | undefined;
  const listeners = new Set<() => void>();

  function enter(change: Partial<LiveState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  function finish(run: Run, status: 'ended' | 'refused'): void {
    run.subscription?.stop();
    running = undefined;
    enter({ status });
    run.observer.complete();
  }

  function open(run: Run): void {
    let failure: { code: string | undefined; message: string } | undefined;
    let wasInterrupted = state.status === 'paused';
    let hasExpired = false;
    const refuse = () => {
      const { code, message } = failure ?? {
        code: undefined,
        message: 'The server refused the subscription.',
      };
      enter({ problem: describeProblem(code, message) });
      run.observer.next({ errors: [{ message, ...(code && { extensions: { code } }) }] });
      finish(run, 'refused');
    };
    const source: StreamSource<unknown> = (after, sink) =>
      run.source(after, {
        ...sink,
        failed: (code, message) => {
          failure = { code, message };
          if (running === run) enter({ problem: describeProblem(code, message) });
          sink.failed(code === undefined || PASSING.has(code) ? code : FINAL, message);
        },
      });
    run.subscription = resumableSubscription<unknown>({
      ...options,
      source,
      after: state.cursor,
      // A cursor is taken from every event, so that it is known here whichever way the subscription ends.
      onValue: (result) => {
        const { cursor } = (result as { extensions?: { cursor?: string } }).extensions ?? {};
        enter(withEvent(state, result, cursor));
        run.observer.next(result);
      },
      onState: (status) => {
        if (running !== run || status === 'ended' || status === 'refused') return;
        if (status === 'reconnecting') wasInterrupted = true;
        enter({ status });
        if (status !== 'live' || !wasInterrupted) return;
        wasInterrupted = false;
        if (state.cursor !== undefined) enter({ resumedAfter: state.cursor, problem: undefined });
        else if (!hasExpired) enter({ problem: NO_CURSOR });
      },
      onExpired: () => {
        // A cursor the person wrote: nothing here could make it good.
        if (state.cursor === undefined && !hasExpired) {
          refuse();
          return;
        }
        hasExpired = true;
        enter({ cursor: undefined, resumedAfter: undefined });
      },
      onEnded: () => finish(run, 'ended'),
      onRefused: (code, message) => {
        failure ??= { code, message };
        refuse();
      },
    });
    // What was refused before it was opened is over already.
    if (running !== run) run.subscription.stop();
  }

  function stop(run: Run): void {
    if (running !== run) return;
    running = undefined;
    run.subscription?.stop();
    enter({ status: 'stopped' });
  }

  return {
    state: () => state,
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start: (source, observer) => {
      if (running) stop(running);
      const run: Run = { source, observer, subscription: undefined };
      running = run;
      enter({ ...IDLE, status: 'connecting' });
      open(run);
      return () => stop(run);
    },
    pause: () => {
      if (running === undefined || state.status === 'paused') return;
      running.subscription?.stop();
      enter({ status: 'paused' });
    },
    resume: () => {
      if (running !== undefined && state.status === 'paused') open(running);
    },
    wake: () => running?.subscription?.wake(),
  };
}
