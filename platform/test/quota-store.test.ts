import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import { createLogger } from '../src/log.ts';
import { createMemoryQuotaStore } from '../src/quotas/memory-quota-store.ts';
import { createRedisQuotaStore } from '../src/quotas/redis-quota-store.ts';
import { describeQuotaStore } from './contracts/quota-store.contract.ts';
import { type RedisServer, startRedisServer } from './helpers/redis-server.ts';

const logger = createLogger('test', 'silent');
let redis: RedisServer;
before(async () => {
  redis = await startRedisServer();
});
after(() => redis.stop());

const openRedisStore = (keyPrefix = `{${randomUUID()}}:`) =>
  createRedisQuotaStore({ url: redis.url, logger, keyPrefix });

describeQuotaStore('memory', () => createMemoryQuotaStore());
describeQuotaStore('redis', () => openRedisStore());

describe('quotas in memory, beside that', () => {
  it('counts from 0 when the window is over', async () => {
    let now = 1_000;
    const store = createMemoryQuotaStore(() => now);
    const charge = { key: 'a', amount: 1, limit: 1, windowSeconds: 60 };
    assert.equal((await store.take([charge])).taken, true);
    now += 59_999;
    assert.deepEqual(await store.take([charge]), {
      taken: false,
      counts: [{ used: 1, resetMilliseconds: 1 }],
    });
    now += 1;
    assert.equal((await store.take([charge])).taken, true);
  });

  it('holds no more windows than are open, whoever comes by', async () => {
    let now = 0;
    const store = createMemoryQuotaStore(() => now);
    for (let index = 0; index < 30_000; index += 1) {
      now += 1_000;
      await store.take([{ key: `network:${index}`, amount: 1, limit: 1, windowSeconds: 60 }]);
    }
    assert.equal((await store.read(['network:0']))[0]?.used, 0);
    assert.equal((await store.read(['network:29999']))[0]?.used, 1);
  });
});

describe('quotas in Redis, beside that', () => {
  const charge = { key: 'a', amount: 1, limit: 2, windowSeconds: 60 };

  it('lets Redis forget a key when its window is over', async () => {
    const keyPrefix = `{${randomUUID()}}:`;
    const store = openRedisStore(keyPrefix);
    await store.take([charge]);
    const client = new Redis(redis.url);
    const remaining = await client.pttl(`${keyPrefix}a`);
    await client.quit();
    await store.close();
    assert.ok(remaining > 0 && remaining <= 60_000, String(remaining));
  });

  it('forgets the slots of a key when the last has freed itself, and no earlier', async () => {
    const keyPrefix = `{${randomUUID()}}:`;
    const store = openRedisStore(keyPrefix);
    await store.hold([{ key: 'a', holder: 'long', seconds: 60 }]);
    await store.hold([{ key: 'a', holder: 'short', seconds: 1 }]);
    const client = new Redis(redis.url);
    const remaining = await client.pttl(`${keyPrefix}slots:a`);
    await client.quit();
    await store.close();
    assert.ok(remaining > 50_000 && remaining <= 60_000, String(remaining));
  });

  it('counts for all processes together', async () => {
    const keyPrefix = `{${randomUUID()}}:`;
    const [left, right] = [openRedisStore(keyPrefix), openRedisStore(keyPrefix)];
    const takings = await Promise.all([left, right, left, right].map((store) => store.take([charge])));
    assert.equal(takings.filter(({ taken }) => taken).length, 2);
    await left.close();
    await right.close();
  });

  it('says at once that Redis is away, and goes on counting when it is back', async () => {
    const store = openRedisStore();
    await store.take([charge]);
    await redis.kill();
    await assert.rejects(store.take([charge]));
    await redis.restart();
    let counted = false;
    while (!counted) {
      counted = await store.take([charge]).then(
        () => true,
        () => new Promise<false>((resolve) => setImmediate(resolve, false)),
      );
    }
    assert.equal((await store.take([charge])).taken, false);
    await store.close();
  });
});
