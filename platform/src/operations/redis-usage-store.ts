import { Redis } from 'ioredis';
import type { Logger } from '../log.ts';
import { coordinateKey, operationKey, summarise } from './usage-report.ts';
import {
  addDays,
  DEFAULT_USAGE_LIMITS,
  daysBetween,
  type OperationUse,
  type UsageLimits,
  type UsageStore,
} from './usage-store.ts';

/** With the form of what is kept. The braces keep it on one node of a cluster. */
const KEY_PREFIX = '{codexcontinue:usage:1}:';
const TIMEOUT_MILLISECONDS = 1_000;
const CONNECT_TIMEOUT_MILLISECONDS = 2_000;
const SECONDS_PER_DAY = 24 * 60 * 60;

/**
 * Counts. KEYS: the day's operations, the day's coordinates, documents, documents by their last day, how many of the
 * day's operations are not registered. ARGV: uses as JSON, operations per day, documents, lifetime in seconds, the
 * number of the day.
 */
const ADD_SCRIPT = `
for _, use in ipairs(cjson.decode(ARGV[1])) do
  local key = use.key
  local isNew = redis.call('HEXISTS', KEYS[1], key) == 0
  local fits = true
  if isNew and not use.registered then
    if redis.call('INCR', KEYS[5]) > tonumber(ARGV[2]) then
      redis.call('DECR', KEYS[5])
      fits = false
      key = use.together
    end
  end
  redis.call('HINCRBY', KEYS[1], key, use.count)
  for _, coordinate in ipairs(use.coordinates) do
    redis.call('HINCRBY', KEYS[2], coordinate, use.count)
  end
  if fits and use.document then
    redis.call('HSET', KEYS[3], use.hash, use.document)
    redis.call('ZADD', KEYS[4], ARGV[5], use.hash)
  end
end
local excess = redis.call('ZCARD', KEYS[4]) - tonumber(ARGV[3])
if excess > 0 then
  local popped = redis.call('ZPOPMIN', KEYS[4], excess)
  for at = 1, #popped, 2 do redis.call('HDEL', KEYS[3], popped[at]) end
end
for _, key in ipairs(KEYS) do redis.call('EXPIRE', key, ARGV[4]) end
return 1
`;

/**
 * Keeps usage in Redis, where all gateways count together. It has a connection of its own that queues nothing.
 *
 * @param options.keyPrefix in place of the one all gateways share
 */
export function createRedisUsageStore(options: {
  readonly url: string;
  readonly logger: Pick<Logger, 'debug'>;
  readonly limits?: UsageLimits;
  readonly keyPrefix?: string;
}): UsageStore {
  const { logger, limits = DEFAULT_USAGE_LIMITS, keyPrefix = KEY_PREFIX } = options;
  const redis = new Redis(options.url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: TIMEOUT_MILLISECONDS,
    connectTimeout: CONNECT_TIMEOUT_MILLISECONDS,
    lazyConnect: true,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
  });
  redis.on('error', (error) => logger.debug({ err: error }, 'the Redis connection of the usage has a fault'));
  // What comes too early fails and is counted with the next.
  const connected = redis.connect().catch(() => undefined);
  const documentsKey = `${keyPrefix}documents`;

  async function readDay(day: string) {
    const [operations, coordinates] = await Promise.all([
      redis.hgetall(`${keyPrefix}operations:${day}`),
      redis.hgetall(`${keyPrefix}coordinates:${day}`),
    ]);
    return { day, operations: countsOf(operations), coordinates: countsOf(coordinates) };
  }

  return {
    async add(day, uses) {
      await connected;
      await redis.eval(
        ADD_SCRIPT,
        5,
        `${keyPrefix}operations:${day}`,
        `${keyPrefix}coordinates:${day}`,
        documentsKey,
        `${keyPrefix}documents-by-day`,
        `${keyPrefix}unregistered:${day}`,
        JSON.stringify(uses.map(present)),
        limits.operationsPerDay,
        limits.documents,
        limits.days * SECONDS_PER_DAY,
        Math.round(Date.parse(day) / (SECONDS_PER_DAY * 1_000)),
      );
    },
    async read(from, to) {
      await connected;
      const oldest = addDays(to, 1 - limits.days);
      const days: Awaited<ReturnType<typeof readDay>>[] = [];
      for (const day of daysBetween(from > oldest ? from : oldest, to)) days.push(await readDay(day));
      const documents = Object.entries(await redis.hgetall(documentsKey));
      return summarise(
        from,
        to,
        days,
        new Map(documents.map(([hash, coordinates]) => [hash, JSON.parse(coordinates) as string[]])),
      );
    },
    async close() {
      redis.disconnect();
    },
  };
}

function present({ client, operationName, documentHash, coordinates, count, isRegistered }: OperationUse) {
  return {
    key: operationKey(client, operationName, documentHash),
    together: operationKey(client, '', ''),
    hash: documentHash,
    registered: isRegistered,
    count,
    coordinates: (coordinates ?? []).map((coordinate) => coordinateKey(client, coordinate)),
    ...(coordinates ? { document: JSON.stringify(coordinates) } : {}),
  };
}

function countsOf(hash: Readonly<Record<string, string>>): Map<string, number> {
  return new Map(Object.entries(hash).map(([key, count]) => [key, Number(count)]));
}
