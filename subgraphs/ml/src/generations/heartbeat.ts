import type { Logger } from '@codexcontinue/platform/log';
import type { Pulse } from '../data/generation-store.ts';

/** Tells the database that a generation's worker lives, and hears from it what to do. */
export interface Heartbeat {
  /** Resolves when the last beat is young enough that nobody else can have taken the generation over. */
  holds(): Promise<void>;
  /** No beat is under way after it. */
  stop(): Promise<void>;
}

export interface HeartbeatOptions {
  readonly intervalMilliseconds: number;
  /** For so long after a beat nobody else takes the generation over; less than the reaper waits. */
  readonly leaseMilliseconds: number;
  readonly beat: () => Promise<Pulse>;
  readonly onPulse: (pulse: Pulse) => void;
  readonly logger: Logger;
}

export function startHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { intervalMilliseconds, leaseMilliseconds, beat, onPulse, logger } = options;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let lastBeat = performance.now();
  let beating: Promise<void> = Promise.resolve();
  let renewed = Promise.withResolvers<void>();

  const beatOnce = async () => {
    // From before the query: the row may be stamped any time after this.
    const sentAt = performance.now();
    try {
      const pulse = await beat();
      lastBeat = sentAt;
      renewed.resolve();
      renewed = Promise.withResolvers();
      if (!stopped) onPulse(pulse);
    } catch (error) {
      logger.warn({ err: error }, 'a heartbeat was not stored');
    }
  };
  const schedule = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      beating = beatOnce().finally(schedule);
    }, intervalMilliseconds);
  };
  schedule();

  return {
    async holds() {
      while (!stopped && performance.now() - lastBeat > leaseMilliseconds) await renewed.promise;
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      renewed.resolve();
      await beating;
    },
  };
}
