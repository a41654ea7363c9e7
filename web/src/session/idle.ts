/** What an idle watch needs of the browser. */
export interface IdleOptions {
  /** When somebody was last active, in any tab. */
  lastActive: () => number;
  now: () => number;
  /** Runs `task` after so many milliseconds and answers how to cancel it. */
  schedule: (task: () => void, milliseconds: number) => () => void;
  /** Nobody was active for so long. */
  onIdle: () => void;
  idleMilliseconds: number;
}

/** Calls `onIdle` once nobody has been active for the time; timers that slept with the machine count it all the same. */
export function watchIdle({ lastActive, now, schedule, onIdle, idleMilliseconds }: IdleOptions): () => void {
  let cancel: () => void = () => undefined;
  const look = () => {
    const left = lastActive() + idleMilliseconds - now();
    if (left <= 0) onIdle();
    else cancel = schedule(look, left);
  };
  look();
  return () => cancel();
}
