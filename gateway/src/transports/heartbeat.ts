/** Calls back regularly for many connections, with one timer for all of them. */
export interface Heartbeat {
  /** @returns called when the connection is over */
  add(beat: () => void): () => void;
}

/** Connections beat in turns, so that thousands do not write at the same moment. */
const SLOTS = 12;

/** @param intervalMilliseconds between two beats of one connection; the first comes within that time */
export function createHeartbeat(intervalMilliseconds: number): Heartbeat {
  const slots = Array.from({ length: SLOTS }, () => new Set<() => void>());
  let members = 0;
  let current = 0;
  let timer: NodeJS.Timeout | undefined;

  function turn(): void {
    current = (current + 1) % SLOTS;
    for (const beat of slots[current] ?? []) beat();
  }

  return {
    add(beat) {
      // The slot whose turn has just been: a whole interval passes before the first beat.
      const slot = slots[current];
      slot?.add(beat);
      members += 1;
      timer ??= setInterval(turn, intervalMilliseconds / SLOTS);
      return () => {
        if (!slot?.delete(beat)) return;
        members -= 1;
        if (members > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
