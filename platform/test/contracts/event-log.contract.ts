import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { comparePositions, type EventLog, START } from '../../src/event-log/event-log.ts';
import { Collector } from '../helpers/collector.ts';

/** How many events a topic the log counts itself keeps in these tests, at least. */
export const TEST_JOURNAL_LENGTH = 100;

/** What every event log does, whatever it is made of. */
export function describeEventLog(name: string, open: () => Promise<EventLog>): void {
  describe(`event log: ${name}`, () => {
    let log: EventLog;
    before(async () => {
      log = await open();
    });
    after(() => log.close());

    const newTopic = () => `test:${randomUUID()}`;
    const appendAll = async (topic: string, count: number) => {
      for (let n = 1; n <= count; n += 1) await log.append(topic, { data: { n } });
    };

    it('reads what was appended, in order, after a position', async () => {
      const topic = newTopic();
      await appendAll(topic, 5);
      const all = await log.read(topic, START, 10);
      assert.deepEqual(
        all.events.map(({ data }) => data),
        [1, 2, 3, 4, 5].map((n) => ({ n })),
      );
      const third = all.events[2];
      assert.ok(third);
      const rest = await log.read(topic, third.position, 10);
      assert.deepEqual(
        rest.events.map(({ data }) => data.n),
        [4, 5],
      );
      assert.equal(rest.gap, false);
      assert.deepEqual(
        (await log.read(topic, START, 2)).events.map(({ data }) => data.n),
        [1, 2],
      );
    });

    it('keeps positions in order and tells the last one', async () => {
      const topic = newTopic();
      assert.equal(await log.tail(topic), START);
      await appendAll(topic, 3);
      const { events } = await log.read(topic, START, 10);
      for (const [index, event] of events.entries()) {
        const previous = events[index - 1];
        if (previous) assert.ok(comparePositions(previous.position, event.position) < 0);
      }
      assert.equal(await log.tail(topic), events.at(-1)?.position);
    });

    it('keeps topics apart', async () => {
      const [left, right] = [newTopic(), newTopic()];
      await log.append(left, { data: { n: 'left' } });
      assert.deepEqual((await log.read(right, START, 10)).events, []);
    });

    it('marks the final event', async () => {
      const topic = newTopic();
      await log.append(topic, { data: { n: 1 } });
      await log.append(topic, { data: { n: 2 }, final: true });
      const { events } = await log.read(topic, START, 10);
      assert.deepEqual(
        events.map(({ final }) => final),
        [false, true],
      );
    });

    it('F5 appends a sequence number once, however often it is repeated', async () => {
      const topic = newTopic();
      assert.deepEqual(await log.append(topic, { data: { n: 1 }, sequence: 1 }), {
        position: '0-1',
        duplicate: false,
      });
      assert.equal((await log.append(topic, { data: { n: 'again' }, sequence: 1 })).duplicate, true);
      await log.append(topic, { data: { n: 2 }, sequence: 2 });
      assert.equal((await log.append(topic, { data: { n: 'late' }, sequence: 1 })).duplicate, true);
      const { events } = await log.read(topic, START, 10);
      assert.deepEqual(
        events.map(({ data, position }) => [position, data.n]),
        [
          ['0-1', 1],
          ['0-2', 2],
        ],
      );
    });

    it('F24 appends a deduplication id once', async () => {
      const topic = newTopic();
      const id = randomUUID();
      const first = await log.append(topic, { data: { n: 1 }, deduplicationId: id });
      const second = await log.append(topic, { data: { n: 1 }, deduplicationId: id });
      assert.deepEqual(second, { position: first.position, duplicate: true });
      assert.equal((await log.read(topic, START, 10)).events.length, 1);
    });

    it('F7 says that there is a gap where events were trimmed away', async () => {
      const topic = newTopic();
      const first = await log.append(topic, { data: { n: 0 } });
      assert.ok(first.position);
      // Trimming may be approximate; ten times the length is surely trimmed.
      await appendAll(topic, TEST_JOURNAL_LENGTH * 10);
      assert.equal((await log.read(topic, first.position, 10)).gap, true);
      assert.equal((await log.read(topic, START, 10)).gap, true);
      assert.equal((await log.read(topic, await log.tail(topic), 10)).gap, false);
    });

    it('says that there is a gap after a position that never was in the topic', async () => {
      const topic = newTopic();
      assert.equal((await log.read(topic, '5-0', 10)).gap, true);
      await appendAll(topic, 1);
      assert.equal((await log.read(topic, '99999999999999-0', 10)).gap, true);
    });

    it('delivers what is there and what comes, once and in order', async () => {
      const topic = newTopic();
      await appendAll(topic, 3);
      const reader = new Collector();
      const following = log.follow(topic, START, reader);
      await reader.until(({ events }) => events.length === 3);
      await log.append(topic, { data: { n: 4 } });
      await log.append(topic, { data: { n: 5 } });
      await reader.until(({ events }) => events.length === 5);
      following.stop();
      assert.deepEqual(reader.values, [1, 2, 3, 4, 5]);
    });

    it('F9 loses no event that is appended while a follower joins', async () => {
      const topic = newTopic();
      const readers = Array.from({ length: 20 }, () => new Collector());
      const appending = appendAll(topic, 200);
      const followings = readers.map((reader) => log.follow(topic, START, reader));
      await appending;
      await Promise.all(
        readers.map((reader) => reader.until(({ events, gaps }) => events.length >= 200 || gaps > 0)),
      );
      for (const following of followings) following.stop();
      const expected = Array.from({ length: 200 }, (_, index) => index + 1);
      for (const reader of readers) {
        // A reader that joined after the journal was trimmed is told so instead of being given a part.
        if (reader.gaps === 0) assert.deepEqual(reader.values, expected);
        else assert.deepEqual(reader.values, expected.slice(0, reader.values.length));
      }
      assert.ok(readers.some(({ gaps }) => gaps === 0));
    });

    it('delivers nothing after it was stopped', async () => {
      const topic = newTopic();
      const [stopped, witness] = [new Collector(), new Collector()];
      const following = log.follow(topic, START, stopped);
      const witnessing = log.follow(topic, START, witness);
      await log.append(topic, { data: { n: 1 } });
      await Promise.all(
        [stopped, witness].map((reader) => reader.until(({ events }) => events.length === 1)),
      );
      following.stop();
      await log.append(topic, { data: { n: 2 } });
      await witness.until(({ events }) => events.length === 2);
      witnessing.stop();
      assert.deepEqual(stopped.values, [1]);
    });

    it('tells a follower of a gap and delivers nothing to it', async () => {
      const reader = new Collector();
      log.follow(newTopic(), '7-7', reader);
      await reader.until(({ gaps }) => gaps === 1);
      assert.deepEqual(reader.values, []);
    });

    it('restores a sequenced topic in one step', async () => {
      const topic = newTopic();
      await log.append(topic, { data: { n: 2 }, sequence: 2 });
      assert.equal((await log.read(topic, START, 10)).gap, true);
      await log.restore(
        topic,
        [1, 2, 3].map((n) => ({ data: { n }, sequence: n, final: n === 3 })),
      );
      const { events, gap } = await log.read(topic, START, 10);
      assert.equal(gap, false);
      assert.deepEqual(
        events.map(({ data, final }) => [data.n, final]),
        [
          [1, false],
          [2, false],
          [3, true],
        ],
      );
    });

    it('gives a reader at any cut the same events as one that never stopped', async () => {
      const topic = newTopic();
      await appendAll(topic, 30);
      const { events } = await log.read(topic, START, 100);
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 0, max: 29 }), { minLength: 1, maxLength: 5 }),
          async (cuts) => {
            const seen: unknown[] = [];
            let position = START;
            for (const cut of [...cuts].sort((left, right) => left - right)) {
              const part = await log.read(topic, position, Math.max(1, cut - seen.length));
              if (cut <= seen.length) continue;
              seen.push(...part.events.map(({ data }) => data.n));
              position = part.events.at(-1)?.position ?? position;
            }
            seen.push(...(await log.read(topic, position, 100)).events.map(({ data }) => data.n));
            assert.deepEqual(
              seen,
              events.map(({ data }) => data.n),
            );
          },
        ),
        { numRuns: 25 },
      );
    });
  });
}
