import type { Logger } from '@codexcontinue/platform/log';
import type { GenerationStore } from '../data/generation-store.ts';
import type { GenerationTrace } from './generation-trace.ts';
import { type EndRequest, type RunDeps, runGeneration } from './run-generation.ts';

/** Runs waiting generations, so many at a time. */
export interface Scheduler {
  start(): void;
  /** Looks for work now. */
  wake(): void;
  /** Stops a generation if it runs here. */
  stopGeneration(id: string): void;
  /** Claims no more, lets what runs end within the grace, and interrupts the rest. */
  stop(graceMilliseconds: number): Promise<void>;
}

export interface SchedulerOptions {
  readonly store: GenerationStore;
  readonly workerId: string;
  readonly concurrency: number;
  readonly pollMilliseconds: number;
  readonly run: RunDeps;
  readonly inTrace: GenerationTrace;
  readonly logger: Logger;
}

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { store, workerId, concurrency, pollMilliseconds, logger } = options;
  const running = new Map<string, { readonly control: AbortController; readonly done: Promise<void> }>();
  let accepting = false;
  let timer: NodeJS.Timeout | undefined;
  let filling: Promise<void> | undefined;
  let wokenMeanwhile = false;

  async function fill(): Promise<void> {
    while (accepting && running.size < concurrency) {
      const generation = await store.claim(workerId);
      if (!generation) return;
      const control = new AbortController();
      const done = options
        .inTrace(generation, () => runGeneration(options.run, generation, control))
        .catch((error: unknown) => {
          // Its heartbeat is silent now: the reaper ends it.
          logger.error({ err: error, generationId: generation.id }, 'a generation could not be ended');
        })
        .finally(() => {
          running.delete(generation.id);
          wake();
        });
      running.set(generation.id, { control, done });
    }
  }

  function wake(): void {
    if (!accepting) return;
    if (filling) {
      wokenMeanwhile = true;
      return;
    }
    filling = fill()
      .catch((error: unknown) => logger.warn({ err: error }, 'waiting generations could not be read'))
      .finally(() => {
        filling = undefined;
        if (wokenMeanwhile) {
          wokenMeanwhile = false;
          wake();
        }
      });
  }

  return {
    wake,
    start() {
      accepting = true;
      timer = setInterval(wake, pollMilliseconds);
      wake();
    },
    stopGeneration(id) {
      running.get(id)?.control.abort('stop' satisfies EndRequest);
    },
    async stop(graceMilliseconds) {
      accepting = false;
      clearInterval(timer);
      await filling;
      const interruptAll = setTimeout(() => {
        for (const { control } of running.values()) control.abort('shutdown' satisfies EndRequest);
      }, graceMilliseconds);
      await Promise.all([...running.values()].map(({ done }) => done));
      clearTimeout(interruptAll);
    },
  };
}
