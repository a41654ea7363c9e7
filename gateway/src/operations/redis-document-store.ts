import { documentHash } from '@codexcontinue/platform/operations/operation-manifest';
import { Redis } from 'ioredis';
import type { Logger } from '../graphql/request-context.ts';
import { DEFAULT_DOCUMENT_LIMITS, type DocumentLimits, type DocumentStore } from './document-store.ts';

/** With the form of what is kept. The braces keep it on one node of a cluster. */
const KEY_PREFIX = '{codexcontinue:documents:1}:';
/** A client sends its document again in not much longer. */
const TIMEOUT_MILLISECONDS = 250;
const CONNECT_TIMEOUT_MILLISECONDS = 2_000;

/**
 * KEYS: texts by hash, hashes by the time they are good until. Times are Redis's own, in milliseconds.
 * GET's ARGV: the hash, lifetime. SET's ARGV: the hash, lifetime, the text, how many are kept.
 */
const NOW = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;
const GET_SCRIPT = `${NOW}
local score = redis.call('ZSCORE', KEYS[2], ARGV[1])
if not score or tonumber(score) <= now then return false end
redis.call('ZADD', KEYS[2], now + ARGV[2], ARGV[1])
return redis.call('HGET', KEYS[1], ARGV[1])
`;
const SET_SCRIPT = `${NOW}
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('ZADD', KEYS[2], now + ARGV[2], ARGV[1])
for _, hash in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 100)) do
  redis.call('ZREM', KEYS[2], hash)
  redis.call('HDEL', KEYS[1], hash)
end
local excess = redis.call('ZCARD', KEYS[2]) - tonumber(ARGV[4])
if excess > 0 then
  local popped = redis.call('ZPOPMIN', KEYS[2], excess)
  for at = 1, #popped, 2 do redis.call('HDEL', KEYS[1], popped[at]) end
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return 1
`;

/**
 * Keeps documents in Redis, where all gateways find them. It has a connection of its own that queues nothing: with a
 * Redis that is away clients send their documents.
 *
 * @param options.keyPrefix in place of the one all gateways share
 */
export function createRedisDocumentStore(options: {
  readonly url: string;
  readonly logger: Logger;
  readonly limits?: DocumentLimits;
  readonly keyPrefix?: string;
  readonly timeoutMilliseconds?: number;
}): DocumentStore {
  const { logger, limits = DEFAULT_DOCUMENT_LIMITS, keyPrefix = KEY_PREFIX } = options;
  const keys = [`${keyPrefix}texts`, `${keyPrefix}lifetimes`] as const;
  const redis = new Redis(options.url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: options.timeoutMilliseconds ?? TIMEOUT_MILLISECONDS,
    connectTimeout: CONNECT_TIMEOUT_MILLISECONDS,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
  });
  redis.on('error', (error) =>
    logger.debug({ err: error }, 'the Redis connection of the documents has a fault'),
  );
  const isReady = () => redis.status === 'ready';

  return {
    async get(hash) {
      if (!isReady()) return undefined;
      try {
        const text = await redis.eval(GET_SCRIPT, 2, ...keys, hash, limits.lifetimeMilliseconds);
        // Whoever can write to Redis cannot make one document pass for another.
        return typeof text === 'string' && documentHash(text) === hash ? text : undefined;
      } catch (error) {
        logger.debug({ err: error }, 'the documents in Redis cannot be read');
        return undefined;
      }
    },
    async set(hash, text) {
      if (!isReady() || text.length > limits.textLength) return;
      try {
        await redis.eval(SET_SCRIPT, 2, ...keys, hash, limits.lifetimeMilliseconds, text, limits.documents);
      } catch (error) {
        logger.debug({ err: error }, 'the documents in Redis take nothing');
      }
    },
    async close() {
      redis.disconnect();
    },
  };
}
