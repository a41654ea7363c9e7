import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type EventLog,
  EventLogUnavailableError,
  type LoggedEvent,
  START,
} from '@codexcontinue/platform/event-log/event-log';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import fc from 'fast-check';
import { createSubscriptionStream } from '../src/subscriptions/subscription-stream.ts';
import { createTopicReader, SlowReaderError } from '../src/subscriptions/topic-reader.ts';

const LIMITS = { maximumEvents: 20, maximumBytes: 10_000, pageLength: 100 };

async function write(log: EventLog, from: number, to: number): Promise<void> {
  for (let sequence = from; sequence <= to; sequence += 1)
    await log.append('t', { data: { sequence }, sequence });
}

const sequenceOf = (event: LoggedEvent | undefined) => event?.data.sequence;

describe('a reader of a topic', () => {
  it('gets every event once and in order, whenever they are written and however it reads', async () => {
    const step = fc.record({ write: fc.nat({ max: 15 }), read: fc.nat({ max: 15 }) });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 450 }), fc.array(step, { maxLength: 20 }), async (before, steps) => {
        const log = createMemoryEventLog();
        await write(log, 1, before);
        const reader = createTopicReader(log, 't', START, LIMITS);
        let written = before;
        let read = 0;
        const readUpTo = async (target: number) => {
          while (read < target) {
            read += 1;
            assert.equal(sequenceOf(await reader.next()), read);
          }
        };
        for (const { write: more, read: some } of steps) {
          await write(log, written + 1, written + more);
          written += more;
          // Enough is read for the queue never to overflow.
          await readUpTo(Math.max(Math.min(read + some, written), written - 5));
        }
        await readUpTo(written);
        reader.close();
        assert.equal(await reader.next(), undefined);
        await log.close();
      }),
      { numRuns: 60 },
    );
  });

  it('is too slow only after it was live', async () => {
    const log = createMemoryEventLog();
    await write(log, 1, 1_000);
    const reader = createTopicReader(log, 't', START, LIMITS);
    for (let sequence = 1; sequence <= 1_000; sequence += 1)
      assert.equal(sequenceOf(await reader.next()), sequence);
    const live = reader.next();
    await new Promise((resolve) => setImmediate(resolve));
    await write(log, 1_001, 1_001);
    assert.equal(sequenceOf(await live), 1_001);
    await write(log, 1_002, 1_030);
    await assert.rejects(reader.next(), SlowReaderError);
    await log.close();
  });

  it('is too slow by bytes, too', async () => {
    const log = createMemoryEventLog();
    const reader = createTopicReader(log, 't', START, LIMITS);
    const live = reader.next();
    await new Promise((resolve) => setImmediate(resolve));
    for (let index = 0; index < 4; index += 1) await log.append('t', { data: { text: 'x'.repeat(4_000) } });
    await live.catch(() => {});
    await assert.rejects(reader.next(), SlowReaderError);
    await log.close();
  });

  it('ends a wait when it is closed', async () => {
    const log = createMemoryEventLog();
    const reader = createTopicReader(log, 't', START, LIMITS);
    const waiting = reader.next();
    await new Promise((resolve) => setImmediate(resolve));
    reader.close();
    assert.equal(await waiting, undefined);
    await log.close();
  });

  it('tells the client to come back when the log does not answer', async () => {
    const log: EventLog = {
      ...createMemoryEventLog(),
      read: () => Promise.reject(new EventLogUnavailableError('no answer')),
    };
    const { stream } = createSubscriptionStream({
      reader: createTopicReader(log, 't', START, LIMITS),
      answer: async () => ({ cursor: 'c', result: {} }),
      onEnd: () => {},
    });
    await assert.rejects(stream.next(), { extensions: { code: 'SERVICE_UNAVAILABLE' } });
    assert.equal((await stream.next()).done, true);
  });
});
