import { type EventLog, EventLogUnavailableError } from '@codexcontinue/platform/event-log/event-log';
import type { Logger } from '@codexcontinue/platform/log';
import { deltaEvent, generationTopic } from '../domain/generation-events.ts';
import { abortOf, pauseFor } from './abort.ts';

/** What was written so far: the text, and where each of its deltas ends. */
export interface Written {
  readonly text: string;
  readonly deltaEnds: readonly number[];
}

/** Publishes an answer's text while it grows. */
export interface DeltaPublisher {
  /** Takes more text; resolves at once unless far more waits than was published. */
  push(text: string): Promise<void>;
  /** What is cut into deltas: they were published, or are being published. */
  written(): Written;
  /**
   * Takes no more text, waits so long for what is under way, and cuts what is left into a last delta, which may not
   * be published then.
   */
  finish(graceMilliseconds: number): Promise<Written>;
}

export interface DeltaPublisherOptions {
  readonly eventLog: EventLog;
  readonly generationId: string;
  readonly logger: Logger;
  /** Resolves when this worker may publish: at once, or when it is sure again that the generation is its own. */
  readonly mayPublish: () => Promise<void>;
  /** Aborted when nothing may be published any more. */
  readonly signal: AbortSignal;
}

/** More text than that waiting, and the model has to wait too. */
const MOST_WAITING_CHARACTERS = 64 * 1024;
const FIRST_PAUSE_MILLISECONDS = 50;
const LONGEST_PAUSE_MILLISECONDS = 1_000;

/**
 * Batches by itself: while one delta is on its way to the log, text gathers for the next. A delta that may or may not
 * have arrived is repeated as it was, with its number.
 */
export function createDeltaPublisher(options: DeltaPublisherOptions): DeltaPublisher {
  const { eventLog, generationId, logger, mayPublish } = options;
  const topic = generationTopic(generationId);
  const halted = new AbortController();
  const signal = AbortSignal.any([options.signal, halted.signal]);
  const deltaEnds: number[] = [];
  let text = '';
  let waiting = '';
  let pumping: Promise<void> | undefined;
  let roomForMore = Promise.withResolvers<void>();

  /** Cuts the next delta; a pair of surrogates stays together. */
  function cut(everything: boolean): string {
    const end = everything || !/[\uD800-\uDBFF]$/.test(waiting) ? waiting.length : waiting.length - 1;
    // Half a pair alone is no character: the row could not store it as it was streamed.
    const delta = waiting.slice(0, end).toWellFormed();
    waiting = waiting.slice(end);
    if (delta !== '') {
      text += delta;
      deltaEnds.push(text.length);
    }
    return delta;
  }

  async function pump(): Promise<void> {
    for (;;) {
      await mayPublish();
      if (signal.aborted) return;
      const delta = cut(false);
      if (delta === '') return;
      await append(deltaEnds.length, delta);
      roomForMore.resolve();
      roomForMore = Promise.withResolvers();
    }
  }

  async function append(sequence: number, delta: string): Promise<void> {
    for (let pause = FIRST_PAUSE_MILLISECONDS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS)) {
      try {
        await eventLog.append(topic, deltaEvent(sequence, delta));
        return;
      } catch (error) {
        if (!(error instanceof EventLogUnavailableError)) throw error;
        logger.warn(
          { err: error, generationId, sequence },
          'the event log did not take a delta; repeating it',
        );
      }
      await pauseFor(pause, signal);
      if (signal.aborted) return;
      await mayPublish();
    }
  }

  function start(): void {
    if (pumping || waiting === '' || signal.aborted) return;
    pumping = pump()
      .catch((error: unknown) => {
        // Whatever it is, the answer goes on: at the end all that is missing is published from the row.
        halted.abort();
        logger.error({ err: error, generationId }, 'deltas cannot be published');
      })
      .finally(() => {
        pumping = undefined;
        // What came between the last cut and now; a lone half of a pair waits for its other half.
        if (!/^[\uD800-\uDBFF]?$/.test(waiting)) start();
      });
  }

  return {
    async push(more) {
      // Postgres stores no NUL.
      waiting += more.replaceAll('\0', '');
      start();
      while (waiting.length > MOST_WAITING_CHARACTERS && !signal.aborted) {
        await Promise.race([roomForMore.promise, abortOf(signal)]);
      }
    },
    written: () => ({ text, deltaEnds: [...deltaEnds] }),
    async finish(graceMilliseconds) {
      const grace = AbortSignal.any([signal, AbortSignal.timeout(graceMilliseconds)]);
      while (pumping && !grace.aborted) await Promise.race([pumping, abortOf(grace)]);
      halted.abort();
      cut(true);
      return { text, deltaEnds };
    },
  };
}
