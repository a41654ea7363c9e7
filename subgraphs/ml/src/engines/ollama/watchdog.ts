/** The time allowed is over. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut';
}

/** Aborts what takes too long. */
export interface Watchdog {
  /** Aborted with the outer signal, when time is over, and at the end. */
  readonly signal: AbortSignal;
  /** Something must happen within so many milliseconds; replaces what was expected before. */
  expect(milliseconds: number, otherwise: string): void;
  /** Why time was over; undefined if it was not. */
  failure(): TimedOut | undefined;
  /** Expects nothing more, and aborts what is still under way. */
  end(): void;
}

export function createWatchdog(outer: AbortSignal): Watchdog {
  const own = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let failure: TimedOut | undefined;
  return {
    signal: AbortSignal.any([outer, own.signal]),
    expect(milliseconds, otherwise) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        failure = new TimedOut(otherwise);
        own.abort(failure);
      }, milliseconds);
    },
    failure: () => failure,
    end() {
      clearTimeout(timer);
      own.abort();
    },
  };
}
