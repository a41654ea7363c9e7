import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import type { Logger } from '@codexcontinue/platform/log';
import type { GenerationStore } from '../data/generation-store.ts';
import type { Ending, Generation } from '../domain/generation.ts';
import { deltaOf, generationTopic } from '../domain/generation-events.ts';
import type { Written } from './delta-publisher.ts';
import type { Finisher } from './finish-generation.ts';
import type { GenerationMetrics } from './generation-metrics.ts';
import type { GenerationTimes } from './generation-times.ts';
import { usageOfLost } from './lost-usage.ts';

/** Ends what lost workers left, and publishes what dying workers did not. Every process has one. */
export interface Sweeper {
  start(): void;
  /** One round, for tests. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

export interface SweeperDeps {
  readonly store: GenerationStore;
  readonly eventLog: EventLog;
  readonly finisher: Finisher;
  readonly metrics: GenerationMetrics;
  readonly times: GenerationTimes;
  readonly logger: Logger;
}

const EVENTS_AT_ONCE = 1_000;

export function createSweeper(deps: SweeperDeps): Sweeper {
  const { store, eventLog, finisher, metrics, times, logger } = deps;
  let timer: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> = Promise.resolve();
  let stopped = false;

  async function sweep(): Promise<void> {
    for (const generation of await store.findSilent(times.lost)) await interrupt(generation);
    for (const { id } of await store.findUnpublished(times.publishSelf)) await finisher.publish(id);
  }

  async function interrupt(generation: Generation): Promise<void> {
    const written = await writtenOf(generation);
    if (!written) return;
    const usage = usageOfLost(generation, written.text, Date.now());
    const ending: Ending = { ...written, status: 'INTERRUPTED', citations: [], usage, failure: null };
    const ended = await finisher.finish(generation, ending, (transaction) =>
      store.interrupt(generation.id, times.lost, ending, transaction),
    );
    if (!ended) return;
    // How long nobody noticed is no measure of the engine.
    metrics.onEnded({ engine: generation.engine, status: ending.status, usage: null });
    logger.warn({ generationId: generation.id }, 'a worker was lost; its generation is interrupted');
  }

  /** What people have seen: the last checkpoint and the deltas that were published after it. */
  async function writtenOf(generation: Generation): Promise<Written | undefined> {
    try {
      return await addPublished(eventLog, generation);
    } catch (error) {
      logger.warn({ err: error, generationId: generation.id }, 'the event log cannot be read');
      const tooLong = await store.findSilent(times.withoutLog);
      return tooLong.some(({ id }) => id === generation.id) ? generation : undefined;
    }
  }

  const round = async () => {
    try {
      await sweep();
    } catch (error) {
      logger.warn({ err: error }, 'sweeping generations failed; the next round tries again');
    }
    if (!stopped) timer = setTimeout(begin, times.sweep);
  };
  const begin = () => {
    sweeping = round();
  };

  return {
    sweep,
    start: begin,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await sweeping;
    },
  };
}

async function addPublished(eventLog: EventLog, { id, text, deltaEnds }: Generation): Promise<Written> {
  const ends = [...deltaEnds];
  let whole = text;
  for (;;) {
    const { events } = await eventLog.read(generationTopic(id), `0-${ends.length}`, EVENTS_AT_ONCE);
    for (const { data, position } of events) {
      const delta = deltaOf(data);
      if (delta === undefined || position !== `0-${ends.length + 1}`) return { text: whole, deltaEnds: ends };
      whole += delta;
      ends.push(whole.length);
    }
    if (events.length < EVENTS_AT_ONCE) return { text: whole, deltaEnds: ends };
  }
}
