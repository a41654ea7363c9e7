import { Redis } from 'ioredis';
import type { Logger } from './log.ts';
import type { SharedSeenTokens } from './shared-seen-tokens.ts';

const KEY_PREFIX = 'codexcontinue:seen-tokens:1:';
/** Requests wait for it: who does not answer soon is taken to be away. */
const TIMEOUT_MILLISECONDS = 250;
const CONNECT_TIMEOUT_MILLISECONDS = 2_000;
/** For so long a Redis that is away is not asked again. */
const AWAY_MILLISECONDS = 1_000;

/**
 * Notes tokens in Redis, for all replicas. While Redis is away each replica remembers by itself, as its verifier does in
 * any case, and it is logged once: a token that was stolen on the way to one replica could then be used once at each
 * other, for the rest of its half minute. Refusing all calls would be worse.
 *
 * @param options.keyPrefix in place of the one all services share
 */
export function createRedisSharedSeenTokens(options: {
  readonly url: string;
  readonly logger: Pick<Logger, 'debug' | 'warn' | 'info'>;
  readonly keyPrefix?: string;
}): SharedSeenTokens {
  const { logger, keyPrefix = KEY_PREFIX } = options;
  const redis = new Redis(options.url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: TIMEOUT_MILLISECONDS,
    connectTimeout: CONNECT_TIMEOUT_MILLISECONDS,
    lazyConnect: true,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
  });
  redis.on('error', (error) =>
    logger.debug({ err: error }, 'the Redis connection of internal tokens has a fault'),
  );
  const connected = redis.connect().catch(() => undefined);
  let isAway = false;
  let askAgainAt = 0;

  return {
    async takeFirst(key, expiresAtSeconds) {
      if (isAway && performance.now() < askAgainAt) return true;
      const milliseconds = Math.max(1, Math.ceil(expiresAtSeconds * 1_000 - Date.now()));
      try {
        await connected;
        const answer = await redis.set(`${keyPrefix}${key}`, '1', 'PX', milliseconds, 'NX');
        if (isAway) logger.info('internal tokens are good once over all replicas again');
        isAway = false;
        return answer === 'OK';
      } catch (error) {
        if (!isAway)
          logger.warn(
            { err: error },
            'Redis is away: internal tokens are good once at each replica, not over all of them',
          );
        isAway = true;
        askAgainAt = performance.now() + AWAY_MILLISECONDS;
        return true;
      }
    },
    async close() {
      redis.disconnect();
    },
  };
}
