import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { Redis } from 'ioredis';
import {
  createInternalTokenSigner,
  createInternalTokenVerifier,
  generateSigningKeyPair,
} from '../src/identity.ts';
import { createLogger } from '../src/log.ts';
import { createMemorySharedSeenTokens } from '../src/memory-shared-seen-tokens.ts';
import { createRedisSharedSeenTokens } from '../src/redis-shared-seen-tokens.ts';
import { describeSharedSeenTokens } from './contracts/shared-seen-tokens.contract.ts';
import { type RedisServer, startRedisServer } from './helpers/redis-server.ts';

let redis: RedisServer;
before(async () => {
  redis = await startRedisServer();
});
after(() => redis.stop());
const silent = createLogger('test', 'silent');
const openRedis = (keyPrefix = `${randomUUID()}:`, logger = silent) =>
  createRedisSharedSeenTokens({ url: redis.url, logger, keyPrefix });

describeSharedSeenTokens('memory', () => createMemorySharedSeenTokens());
describeSharedSeenTokens('Redis', () => openRedis());

describe('internal tokens over several replicas', () => {
  const keys = generateSigningKeyPair();
  const signer = createInternalTokenSigner(keys.privateKeyPem);
  const GATEWAY = { kind: 'gateway' } as const;
  const soon = () => Date.now() / 1_000 + 30;

  it('A24 are good at one of them, once, also when they come to all at once', async () => {
    const keyPrefix = `${randomUUID()}:`;
    const shared = [openRedis(keyPrefix), openRedis(keyPrefix), openRedis(keyPrefix)];
    const replicas = shared.map((seen) => createInternalTokenVerifier(keys.publicKeyPem, 'ml', seen));
    const token = await signer.sign(GATEWAY, 'ml');
    const callers = await Promise.all(replicas.map((replica) => replica.verify(token)));
    assert.equal(callers.filter((caller) => caller?.kind === 'gateway').length, 1);
    for (const replica of replicas) assert.equal(await replica.verify(token), undefined);
    for (const seen of shared) await seen.close();
  });

  it('A24 are not used up by one that only looks like them, nor good again as one', async () => {
    const keyPrefix = `${randomUUID()}:`;
    const shared = openRedis(keyPrefix);
    const replica = createInternalTokenVerifier(keys.publicKeyPem, 'ml', shared);
    const token = await signer.sign(GATEWAY, 'ml');
    const [head = '', body = '', signature = ''] = token.split('.');
    const forged = Buffer.from(signature, 'base64url');
    forged[0] = (forged[0] ?? 0) ^ 1;
    // The same claims under another signature, and under none.
    for (const bad of [
      `${head}.${body}.${forged.toString('base64url')}`,
      `${head}.${body}.`,
      `${head}.${body}`,
    ])
      assert.equal(await replica.verify(bad), undefined);
    assert.deepEqual(await replica.verify(token), GATEWAY);
    // The last character of a signature has four bits that say nothing: other texts, the same signature.
    const other = createInternalTokenVerifier(keys.publicKeyPem, 'ml', shared);
    const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const letter of last)
      assert.equal(await other.verify(`${head}.${body}.${signature.slice(0, -1)}${letter}`), undefined);
    await shared.close();
  });

  it('are forgotten by Redis when their time is up', async () => {
    const keyPrefix = `${randomUUID()}:`;
    const shared = openRedis(keyPrefix);
    await shared.takeFirst('a', Date.now() / 1_000 + 7);
    const client = new Redis(redis.url);
    const remaining = await client.pttl(`${keyPrefix}a`);
    await client.quit();
    assert.ok(remaining > 5_000 && remaining <= 7_000, String(remaining));
    await shared.close();
  });

  it('F4 are good once at each replica while Redis is away, said once, and over all when it is back', async () => {
    const own = await startRedisServer();
    const lines: string[] = [];
    const logger = createLogger('test', 'info', { write: (line) => void lines.push(line) });
    const open = () => createRedisSharedSeenTokens({ url: own.url, logger, keyPrefix: 'x:' });
    const shared = [open(), open()];
    const replicas = shared.map((seen) => createInternalTokenVerifier(keys.publicKeyPem, 'ml', seen));
    for (const replica of replicas) assert.ok(await replica.verify(await signer.sign(GATEWAY, 'ml')));
    await own.kill();
    const token = await signer.sign(GATEWAY, 'ml');
    for (const replica of replicas) {
      assert.deepEqual(await replica.verify(token), GATEWAY);
      assert.equal(await replica.verify(token), undefined);
      assert.ok(await replica.verify(await signer.sign(GATEWAY, 'ml')));
    }
    assert.equal(lines.filter((line) => /Redis is away/.test(line)).length, 2, 'once for each');
    await own.restart();
    for (let isShared = false; !isShared; ) {
      const next = await signer.sign(GATEWAY, 'ml');
      const [here, there] = [await replicas[0]?.verify(next), await replicas[1]?.verify(next)];
      isShared = here !== undefined && there === undefined;
    }
    assert.equal(lines.filter((line) => /Redis is away/.test(line)).length, 2, 'still once for each');
    for (const seen of shared) await seen.close();
    await own.stop();
  });

  it('are told from each other by their key alone', async () => {
    const shared = openRedis();
    assert.equal(await shared.takeFirst('a', soon()), true);
    assert.equal(await shared.takeFirst('b', soon()), true);
    await shared.close();
  });
});
