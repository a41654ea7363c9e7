import { Redis } from 'ioredis';
import type { Logger } from '../graphql/request-context.ts';
import type { CacheStore } from './cache-store.ts';

/** With the form of the entries: another form has other keys. */
const FORM = 'cache:1:';
/** Asking the subgraphs takes not much longer. */
const TIMEOUT_MILLISECONDS = 50;
const CONNECT_TIMEOUT_MILLISECONDS = 2_000;
/** Larger ones cost more than they save. */
const MAXIMUM_VALUE_LENGTH = 1_024 * 1_024;

/**
 * Keeps entries in Redis, where all gateways find them. It has a connection of its own that queues nothing: a Redis that
 * is away makes misses, not waits.
 */
export function createRedisCacheStore(url: string, logger: Logger, keyPrefix = 'codexcontinue:'): CacheStore {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: TIMEOUT_MILLISECONDS,
    connectTimeout: CONNECT_TIMEOUT_MILLISECONDS,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
  });
  redis.on('error', (error) => logger.debug({ err: error }, 'the Redis connection of the cache has a fault'));
  const keyOf = (key: string) => `${keyPrefix}${FORM}${key}`;
  const isReady = () => redis.status === 'ready';

  return {
    async get(keys) {
      if (keys.length === 0 || !isReady()) return keys.map(() => undefined);
      try {
        const values = await redis.mget(keys.map(keyOf));
        return values.map((value) => value ?? undefined);
      } catch (error) {
        logger.debug({ err: error }, 'the cache in Redis does not answer');
        return keys.map(() => undefined);
      }
    },
    set(key, value, lifetimeMilliseconds) {
      if (!isReady() || value.length > MAXIMUM_VALUE_LENGTH || lifetimeMilliseconds < 1) return;
      redis
        .set(keyOf(key), value, 'PX', Math.ceil(lifetimeMilliseconds))
        .catch((error: unknown) => logger.debug({ err: error }, 'the cache in Redis takes nothing'));
    },
    async close() {
      redis.disconnect();
    },
  };
}
