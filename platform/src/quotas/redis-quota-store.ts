import { Redis } from 'ioredis';
import type { Logger } from '../log.ts';
import type { Charge, HeldSlot, QuotaCount, QuotaStore, Slot } from './quota-store.ts';

/** With the form of what is kept. The braces keep it on one node of a cluster: charges of several keys go together. */
const KEY_PREFIX = '{codexcontinue:quotas:1}:';
/** Requests wait for it: who does not answer soon is taken to be away. */
const TIMEOUT_MILLISECONDS = 500;
const CONNECT_TIMEOUT_MILLISECONDS = 2_000;

/**
 * Takes all or nothing. KEYS: what is charged, each once. ARGV: `1` to count whatever the limit is, then amount, limit
 * and window in milliseconds for each key. Answers whether it was taken, then count and remaining milliseconds for each.
 */
const TAKE_SCRIPT = `
local fits = 1
for i, key in ipairs(KEYS) do
  local at = 3 * i - 1
  local used = tonumber(redis.call('GET', key) or '0')
  if used + tonumber(ARGV[at]) > tonumber(ARGV[at + 1]) then fits = 0 end
end
local answer = { fits }
for i, key in ipairs(KEYS) do
  local at = 3 * i - 1
  if (fits == 1 or ARGV[1] == '1') and tonumber(ARGV[at]) > 0 then
    redis.call('INCRBY', key, ARGV[at])
    if redis.call('PTTL', key) < 0 then redis.call('PEXPIRE', key, ARGV[at + 2]) end
  end
  answer[2 * i] = tonumber(redis.call('GET', key) or '0')
  answer[2 * i + 1] = math.max(0, redis.call('PTTL', key))
end
return answer
`;

/**
 * Slots are members of sorted sets, scored by when they free themselves, in milliseconds of Redis' own clock: the
 * processes need not agree on the time. KEYS: the set of each slot. ARGV: the holder and the milliseconds of each; 0 frees it.
 */
const HOLD_SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for i, key in ipairs(KEYS) do
  local holder, lasts = ARGV[2 * i - 1], tonumber(ARGV[2 * i])
  redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
  if lasts > 0 then
    redis.call('ZADD', key, now + lasts, holder)
    if redis.call('PTTL', key) < lasts then redis.call('PEXPIRE', key, lasts) end
  else
    redis.call('ZREM', key, holder)
  end
end
return 1
`;

/** KEYS: sets of slots. Answers how many slots of each are held still. */
const HELD_SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local answer = {}
for i, key in ipairs(KEYS) do answer[i] = redis.call('ZCOUNT', key, '(' .. now, '+inf') end
return answer
`;

interface QuotaRedis extends Redis {
  holdSlots(keyCount: number, ...keysAndValues: (string | number)[]): Promise<number>;
  readHeldSlots(keyCount: number, ...keys: string[]): Promise<number[]>;
  takeQuotas(keyCount: number, ...keysAndValues: (string | number)[]): Promise<number[]>;
}

/**
 * Counts in Redis, for all processes. It has a connection of its own that queues nothing: while Redis is away every call
 * fails at once, and who asks decides what that means.
 *
 * @param options.keyPrefix in place of the one all services share
 */
export function createRedisQuotaStore(options: {
  readonly url: string;
  readonly logger: Pick<Logger, 'debug'>;
  readonly keyPrefix?: string;
}): QuotaStore {
  const { logger, keyPrefix = KEY_PREFIX } = options;
  const redis = new Redis(options.url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: TIMEOUT_MILLISECONDS,
    connectTimeout: CONNECT_TIMEOUT_MILLISECONDS,
    lazyConnect: true,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
    scripts: {
      takeQuotas: { lua: TAKE_SCRIPT },
      holdSlots: { lua: HOLD_SCRIPT },
      readHeldSlots: { lua: HELD_SCRIPT },
    },
  }) as QuotaRedis;
  redis.on('error', (error) =>
    logger.debug({ err: error }, 'the Redis connection of the quotas has a fault'),
  );
  // What comes too early fails, like what comes while Redis is away.
  const connected = redis.connect().catch(() => undefined);

  async function run(charges: readonly Charge[], whatever: boolean): Promise<number[]> {
    await connected;
    return redis.takeQuotas(
      charges.length,
      ...charges.map(({ key }) => `${keyPrefix}${key}`),
      whatever ? 1 : 0,
      ...charges.flatMap(({ amount, limit, windowSeconds }) => [amount, limit, windowSeconds * 1_000]),
    );
  }

  /** Slots and windows never meet under one key. */
  const slotKey = (key: string) => `${keyPrefix}slots:${key}`;

  async function changeSlots(slots: readonly (Slot & Partial<HeldSlot>)[]): Promise<void> {
    if (slots.length === 0) return;
    await connected;
    await redis.holdSlots(
      slots.length,
      ...slots.map(({ key }) => slotKey(key)),
      ...slots.flatMap(({ holder, seconds = 0 }) => [holder, seconds * 1_000]),
    );
  }

  return {
    async take(charges) {
      if (charges.length === 0) return { taken: true, counts: [] };
      const [taken, ...counts] = await run(charges, false);
      return { taken: taken === 1, counts: charges.map((_charge, index) => countAt(counts, index)) };
    },
    async add(charges) {
      if (charges.length > 0) await run(charges, true);
    },
    async read(keys) {
      await connected;
      const counts = await Promise.all(
        keys.flatMap((key) => [redis.get(`${keyPrefix}${key}`), redis.pttl(`${keyPrefix}${key}`)]),
      );
      return keys.map((_key, index) => countAt(counts.map(Number), index));
    },
    hold: changeSlots,
    release: (slots) => changeSlots(slots.map(({ key, holder }) => ({ key, holder }))),
    async readHeld(keys) {
      if (keys.length === 0) return [];
      await connected;
      return redis.readHeldSlots(keys.length, ...keys.map(slotKey));
    },
    async close() {
      redis.disconnect();
    },
  };
}

function countAt(counts: readonly number[], index: number): QuotaCount {
  const [used = 0, remaining = 0] = counts.slice(2 * index, 2 * index + 2);
  return { used, resetMilliseconds: Math.max(0, remaining) };
}
