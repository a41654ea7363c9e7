import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { START } from '@codexcontinue/platform/event-log/event-log';
import { createLogger } from '@codexcontinue/platform/log';
import fc from 'fast-check';
import { createDeltaPublisher } from '../src/generations/delta-publisher.ts';
import { createFaultyEventLog } from './helpers/faulty-event-log.ts';

const logger = createLogger('test', 'silent');

describe('the delta publisher', () => {
  it('publishes exactly what was written, in whole characters, whatever the log does', async () => {
    const pieces = fc.array(fc.string({ unit: fc.constantFrom('a', '\uD83D', '\uDE00', '\0', '日', ' ') }), {
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(
        pieces,
        fc.array(fc.constantFrom('store' as const, 'store-and-fail' as const)),
        async (texts, fates) => {
          const eventLog = createFaultyEventLog((sequence, attempt) =>
            attempt > 1 ? 'store' : (fates[sequence] ?? 'store'),
          );
          const publisher = createDeltaPublisher({
            eventLog,
            generationId: 'g',
            logger,
            mayPublish: async () => undefined,
            signal: new AbortController().signal,
          });
          for (const text of texts) {
            await publisher.push(text);
            await Promise.resolve();
          }
          const { text, deltaEnds } = await publisher.finish(5_000);
          const { events } = await eventLog.read('generation:g', START, 1_000);
          const deltas = events.map(({ data }) => String(data.delta));
          // Only a lone half pair at the very end may be left for the terminal publishing.
          assert.ok(deltaEnds.length - deltas.length <= 1);
          assert.equal(text.slice(0, deltaEnds[deltas.length - 1] ?? 0), deltas.join(''));
          assert.equal(text, texts.join('').replaceAll('\0', '').toWellFormed());
          assert.ok(deltas.every((delta) => delta !== '' && delta.isWellFormed()));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('lets the model wait when far more is written than published', async () => {
    const release = Promise.withResolvers<void>();
    const publisher = createDeltaPublisher({
      eventLog: createFaultyEventLog(() => 'store'),
      generationId: 'g',
      logger,
      mayPublish: () => release.promise,
      signal: new AbortController().signal,
    });
    let resumed = false;
    const pushing = publisher.push('x'.repeat(100_000)).then(() => {
      resumed = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(resumed, false);
    release.resolve();
    await pushing;
    assert.equal((await publisher.finish(1_000)).text.length, 100_000);
  });
});
