import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { createLogger } from '../src/log.ts';
import { createMemoryUsageStore } from '../src/operations/memory-usage-store.ts';
import { createRedisUsageStore } from '../src/operations/redis-usage-store.ts';
import { describeUsageStore, TEST_USAGE_LIMITS } from './contracts/usage-store.contract.ts';
import { type RedisServer, startRedisServer } from './helpers/redis-server.ts';

const logger = createLogger('test', 'silent');
let redis: RedisServer;
before(async () => {
  redis = await startRedisServer();
});
after(() => redis.stop());

const openRedisStore = (keyPrefix = `{${randomUUID()}}:`) =>
  createRedisUsageStore({ url: redis.url, logger, limits: TEST_USAGE_LIMITS, keyPrefix });

describeUsageStore('memory', () => createMemoryUsageStore(TEST_USAGE_LIMITS));
describeUsageStore('redis', () => openRedisStore());

describe('usage in Redis, beside that', () => {
  const use = {
    client: 'other',
    operationName: 'Me',
    documentHash: 'a',
    coordinates: ['Query.me'],
    count: 1,
    isRegistered: false,
  };

  it('lets every key go after the days it is kept', async () => {
    const keyPrefix = `{${randomUUID()}}:`;
    const store = openRedisStore(keyPrefix);
    await store.add('2026-11-24', [use]);
    const client = new Redis(redis.url);
    const keys = await client.keys(`${keyPrefix}*`);
    const lifetimes = await Promise.all(keys.map((key) => client.ttl(key)));
    await client.quit();
    await store.close();
    assert.equal(keys.length, 5);
    for (const seconds of lifetimes) {
      assert.ok(seconds > 0 && seconds <= TEST_USAGE_LIMITS.days * 86_400, String(seconds));
    }
  });

  it('says at once that Redis is away, and counts again when it is back', async () => {
    const store = openRedisStore();
    await store.add('2026-11-24', [use]);
    await redis.kill();
    await assert.rejects(store.add('2026-11-24', [use]));
    await redis.restart();
    let stored = false;
    while (!stored) {
      stored = await store.add('2026-11-24', [use]).then(
        () => true,
        () => new Promise<false>((resolve) => setImmediate(resolve, false)),
      );
    }
    assert.equal((await store.read('2026-11-24', '2026-11-24')).executions, 2);
    await store.close();
  });
});
