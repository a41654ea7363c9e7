import type { Follower, LoggedEvent } from '../../src/event-log/event-log.ts';

/** A follower that keeps what it is told, and waits for conditions instead of times. */
export class Collector implements Follower {
  readonly events: LoggedEvent[] = [];
  gaps = 0;
  readonly #waiting = new Set<() => void>();

  onEvents(events: readonly LoggedEvent[]): void {
    this.events.push(...events);
    this.#changed();
  }

  onGap(): void {
    this.gaps += 1;
    this.#changed();
  }

  /** Resolves as soon as the condition holds. */
  async until(condition: (collector: this) => boolean): Promise<void> {
    while (!condition(this)) {
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
      });
    }
  }

  get values(): unknown[] {
    return this.events.map(({ data }) => data.n);
  }

  #changed(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}
