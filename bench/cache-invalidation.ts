import { randomUUID } from 'node:crypto';
import { createRedisCacheStore } from '../gateway/src/cache/redis-cache-store.ts';
import { createGatewayServer } from '../gateway/src/server.ts';
import { composeCatalogue, startCatalogue } from '../gateway/test/support/catalogue-subgraphs.ts';
import { post } from '../gateway/test/support/clients.ts';
import { testAuthenticator } from '../gateway/test/support/gateway.ts';
import { CACHE_INVALIDATION_TOPIC, cacheInvalidationEvent } from '../platform/src/cache-invalidation.ts';
import { createRedisEventLog } from '../platform/src/event-log/redis-event-log.ts';
import { createInternalTokenSigner, generateSigningKeyPair } from '../platform/src/identity.ts';
import { createLogger } from '../platform/src/log.ts';
import { atMost, figureOf, type Part, percentile } from './figure.ts';
import { hasRedis, startRedis } from './live/redis.ts';

const ROUNDS = 200;
const LIMIT_MILLISECONDS = 100;
const QUERY = '{ product(upc: "1") { name stock } }';

/** From telling of a change to the last of two gateways answering by it. */
export const cacheInvalidation: Part = {
  name: 'cache-invalidation',
  about: 'from a change to two gateways that answer by it, through Redis',
  async run() {
    if (!hasRedis()) return 'redis-server is not installed.';
    await using redis = await startRedis();
    await using catalogue = await startCatalogue();
    const logger = createLogger('bench', 'error');
    const { privateKeyPem } = generateSigningKeyPair();
    const keyPrefix = `${randomUUID()}:`;
    const replicas = [1, 2].map(() => {
      const eventLog = createRedisEventLog({ url: redis.url, logger, keyPrefix });
      const service = createGatewayServer({
        supergraphSdl: composeCatalogue(catalogue),
        port: 0,
        host: '127.0.0.1',
        logger,
        eventLog,
        cacheStore: createRedisCacheStore(redis.url, logger, keyPrefix),
        cursorSecret: 'a secret of the benchmark, long enough',
        authenticate: testAuthenticator(),
        internalTokens: createInternalTokenSigner(privateKeyPem),
        subgraphUrls: {},
        forwardRoutes: [],
        introspection: 'off',
        readinessChecks: [],
      });
      return { eventLog, service };
    });
    for (const { service } of replicas) await service.start();
    const stockAt = async (url: string) => {
      const { data } = await post(url, { query: QUERY });
      return (data?.product as { stock: number } | undefined)?.stock;
    };

    const milliseconds: number[] = [];
    for (let stock = 1; stock <= ROUNDS; stock += 1) {
      // Both keep an answer before the change.
      for (const { service } of replicas) await stockAt(service.url);
      catalogue.setStock('1', stock);
      const began = performance.now();
      const event = cacheInvalidationEvent({ entities: [{ __typename: 'Product', upc: '1' }] });
      await replicas[0]?.eventLog.append(CACHE_INVALIDATION_TOPIC, { data: event });
      await Promise.all(
        replicas.map(async ({ service }) => {
          while ((await stockAt(service.url)) !== stock);
        }),
      );
      milliseconds.push(performance.now() - began);
    }
    for (const { service, eventLog } of replicas) {
      await service.stop();
      await eventLog.close();
    }
    const what = `a change told until two gateways answer by it, ${ROUNDS} rounds`;
    return [
      figureOf(`${what}, p50`, percentile(milliseconds, 0.5), 'ms'),
      atMost(`${what}, p99`, percentile(milliseconds, 0.99), LIMIT_MILLISECONDS, 'ms'),
    ];
  },
};
