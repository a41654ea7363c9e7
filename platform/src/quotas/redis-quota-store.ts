import { Redis } from 'ioredis';
import type { Logger } from '../log.ts';
import type { Charge, HeldSlot, QuotaCount, QuotaStore, Slot } from './quota-store.ts';

/** With the form of what is kept. The braces keep it on one node of a cluster: charges of several keys go together. */
const KEY_PREFIX = '{codexcontinue:quotas:1}:';
/** Requests wait for it: who does not answer soon is taken to be away. */
const TIMEOUT_MILLISECONDS = 500;
const CONNECT_TIMEOUT_MILLISECONDS = 2_000;

/** Counts for a key; a window begins with the first that is counted. */
const COUNT_FUNCTION = `
local function count(key, amount, milliseconds)
  redis.call('INCRBY', key, amount)
  if redis.call('PTTL', key) < 0 then redis.call('PEXPIRE', key, milliseconds) end
end
`;

/**
 * Takes all or nothing. KEYS: what is charged, each once. ARGV: amount, limit and window in milliseconds for each key.
 * Answers whether it was taken, then count and remaining milliseconds for each.
 */
const TAKE_SCRIPT = `${COUNT_FUNCTION}
local fits = 1
for i, key in ipairs(KEYS) do
  local at = 3 * i - 2
  local used = tonumber(redis.call('GET', key) or '0')
  if used + tonumber(ARGV[at]) > tonumber(ARGV[at + 1]) then fits = 0 end
end
local answer = { fits }
for i, key in ipairs(KEYS) do
  local at = 3 * i - 2
  if fits == 1 and tonumber(ARGV[at]) > 0 then count(key, ARGV[at], ARGV[at + 2]) end
  answer[2 * i] = tonumber(redis.call('GET', key) or '0')
  answer[2 * i + 1] = math.max(0, redis.call('PTTL', key))
end
return answer
`;

/**
 * Counts all, or nothing the second time. KEYS: what remembers that it was counted, then what is counted. ARGV: how long
 * it is remembered, then amount and window for each key, in milliseconds.
 */
const ADD_ONCE_SCRIPT = `${COUNT_FUNCTION}
if not redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[1]) then return 0 end
for i = 2, #KEYS do count(KEYS[i], ARGV[2 * i - 2], ARGV[2 * i - 1]) end
return 1
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
  addQuotasOnce(keyCount: number, ...keysAndValues: (string | number)[]): Promise<number>;
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
      addQuotasOnce: { lua: ADD_ONCE_SCRIPT },
      holdSlots: { lua: HOLD_SCRIPT },
      readHeldSlots: { lua: HELD_SCRIPT },
    },
  }) as QuotaRedis;
  redis.on('error', (error) =>
    logger.debug({ err: error }, 'the Redis connection of the quotas has a fault'),
  );
  // What comes too early fails, like what comes while Redis is away.
  const connected = redis.connect().catch(() => undefined);

  const windowKeys = (charges: readonly Charge[]) => charges.map(({ key }) => `${keyPrefix}${key}`);
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
      await connected;
      const [taken, ...counts] = await redis.takeQuotas(
        charges.length,
        ...windowKeys(charges),
        ...charges.flatMap(({ amount, limit, windowSeconds }) => [amount, limit, windowSeconds * 1_000]),
      );
      return { taken: taken === 1, counts: charges.map((_charge, index) => countAt(counts, index)) };
    },
    async addOnce(id, charges) {
      await connected;
      await redis.addQuotasOnce(
        charges.length + 1,
        ...[`${keyPrefix}once:${id}`, ...windowKeys(charges)],
        Math.max(...charges.map(({ windowSeconds }) => windowSeconds)) * 1_000,
        ...charges.flatMap(({ amount, windowSeconds }) => [amount, windowSeconds * 1_000]),
      );
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
