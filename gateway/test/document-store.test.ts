import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createLogger } from '@codexcontinue/platform/log';
import { documentHash } from '@codexcontinue/platform/operations/operation-manifest';
import { Redis } from 'ioredis';
import { type RedisServer, startRedisServer } from '../../platform/test/helpers/redis-server.ts';
import { createMemoryDocumentStore } from '../src/operations/memory-document-store.ts';
import { createRedisDocumentStore } from '../src/operations/redis-document-store.ts';
import { describeDocumentStore, TEST_DOCUMENT_LIMITS } from './support/document-store.contract.ts';

const logger = createLogger('test', 'silent');
let redis: RedisServer;
before(async () => {
  redis = await startRedisServer();
});
after(() => redis.stop());

const TEXT = '{ me { id } }';

/** A store whose connection is ready. */
async function openRedisStore(keyPrefix = `{${randomUUID()}}:`, timeoutMilliseconds = 20_000) {
  const limits = TEST_DOCUMENT_LIMITS;
  const store = createRedisDocumentStore({ url: redis.url, logger, limits, keyPrefix, timeoutMilliseconds });
  await untilKept(store);
  return { store, keyPrefix, close: () => store.close() };
}

async function untilKept(store: ReturnType<typeof createRedisDocumentStore>): Promise<void> {
  const hash = documentHash(TEXT);
  while ((await store.get(hash)) === undefined) {
    await store.set(hash, TEXT);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describeDocumentStore('memory', async () => {
  const store = createMemoryDocumentStore(TEST_DOCUMENT_LIMITS);
  return { store, close: () => store.close() };
});
describeDocumentStore('redis', () => openRedisStore());

describe('documents in Redis, beside that', () => {
  it('are found by another gateway', async () => {
    const one = await openRedisStore();
    const other = await openRedisStore(one.keyPrefix);
    await one.store.set(documentHash('{ a }'), '{ a }');
    assert.equal(await other.store.get(documentHash('{ a }')), '{ a }');
    await Promise.all([one.close(), other.close()]);
  });

  it('are no documents when somebody put another text in their place', async () => {
    const { store, keyPrefix, close } = await openRedisStore();
    const client = new Redis(redis.url);
    await client.hset(`${keyPrefix}texts`, documentHash(TEXT), '{ other }');
    assert.equal(await store.get(documentHash(TEXT)), undefined);
    await client.quit();
    await close();
  });

  it('take no more of Redis than the bound, and all of it is let go in time', async () => {
    const { store, keyPrefix, close } = await openRedisStore();
    for (let n = 0; n < 1_000; n += 1) await store.set(documentHash(`{ b${n} }`), `{ b${n} }`);
    const client = new Redis(redis.url);
    assert.equal(await client.hlen(`${keyPrefix}texts`), TEST_DOCUMENT_LIMITS.documents);
    for (const key of await client.keys(`${keyPrefix}*`)) {
      const lifetime = await client.pttl(key);
      assert.ok(lifetime > 0 && lifetime <= TEST_DOCUMENT_LIMITS.lifetimeMilliseconds);
    }
    await client.quit();
    await close();
  });

  it('F3 are not there while Redis is away, and are again when it is back', async () => {
    const { store, close } = await openRedisStore();
    await redis.kill();
    assert.equal(await store.get(documentHash(TEXT)), undefined);
    await store.set(documentHash(TEXT), TEXT);
    await redis.restart();
    await untilKept(store);
    await close();
  });

  it('F4 are not waited for when Redis does not answer', async () => {
    const { store, close } = await openRedisStore(undefined, 100);
    redis.pause();
    assert.equal(await store.get(documentHash(TEXT)), undefined);
    redis.resume();
    await close();
  });
});
