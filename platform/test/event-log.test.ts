import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { EventLogUnavailableError, START } from '../src/event-log/event-log.ts';
import { createMemoryEventLog } from '../src/event-log/memory-event-log.ts';
import { createRedisEventLog } from '../src/event-log/redis-event-log.ts';
import { createLogger } from '../src/log.ts';
import { describeEventLog, TEST_JOURNAL_LENGTH } from './contracts/event-log.contract.ts';
import { Collector } from './helpers/collector.ts';
import { type RedisServer, startRedisServer } from './helpers/redis-server.ts';

const logger = createLogger('test', 'silent');
let redis: RedisServer;
before(async () => {
  redis = await startRedisServer();
});
after(() => redis.stop());

const openRedisLog = () =>
  createRedisEventLog({
    url: redis.url,
    logger,
    journalLength: TEST_JOURNAL_LENGTH,
    keyPrefix: `${randomUUID()}:`,
  });

describeEventLog('memory', async () => createMemoryEventLog({ journalLength: TEST_JOURNAL_LENGTH }));
describeEventLog('redis', async () => openRedisLog());

describe('event log on Redis, when Redis fails', () => {
  it('F3 loses nothing that was acknowledged when Redis is killed, and followers go on', async () => {
    const log = openRedisLog();
    const topic = randomUUID();
    const reader = new Collector();
    log.follow(topic, START, reader);
    for (let n = 1; n <= 20; n += 1) await log.append(topic, { data: { n }, sequence: n });
    await reader.until(({ events }) => events.length === 20);
    await redis.kill();
    await assert.rejects(log.append(topic, { data: { n: 21 }, sequence: 21 }), EventLogUnavailableError);
    await redis.restart();
    await appendUntilStored(log, topic, 21);
    await reader.until(({ events }) => events.length === 21);
    assert.deepEqual(
      reader.values,
      Array.from({ length: 21 }, (_, index) => index + 1),
    );
    await log.close();
  });

  it('F4 F5 a Redis that does not answer fails the writer in time, and the repeated write stands once', async () => {
    const log = openRedisLog();
    const topic = randomUUID();
    await log.append(topic, { data: { n: 1 }, sequence: 1 });
    redis.pause();
    await assert.rejects(log.append(topic, { data: { n: 2 }, sequence: 2 }), EventLogUnavailableError);
    redis.resume();
    await appendUntilStored(log, topic, 2);
    const { events } = await log.read(topic, START, 10);
    assert.deepEqual(
      events.map(({ data }) => data.n),
      [1, 2],
    );
    await log.close();
  });

  it('tells a follower of a gap when a Redis without its data comes back', async () => {
    const log = openRedisLog();
    const topic = randomUUID();
    const reader = new Collector();
    await log.append(topic, { data: { n: 1 } });
    log.follow(topic, START, reader);
    await reader.until(({ events }) => events.length === 1);
    await log.restore(topic, []);
    await redis.kill();
    await redis.restart();
    await reader.until(({ gaps }) => gaps === 1);
    await log.close();
  });
});

/** What every writer does: repeat until it is stored. */
async function appendUntilStored(
  log: ReturnType<typeof openRedisLog>,
  topic: string,
  sequence: number,
): Promise<void> {
  for (;;) {
    try {
      await log.append(topic, { data: { n: sequence }, sequence });
      return;
    } catch (error) {
      if (!(error instanceof EventLogUnavailableError)) throw error;
    }
  }
}
