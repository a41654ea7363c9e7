import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CACHE_INVALIDATION_TOPIC } from '@codexcontinue/platform/cache-invalidation';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import { createLogger } from '@codexcontinue/platform/log';
import fc from 'fast-check';
import { readCacheControl } from '../src/cache/cache-policy.ts';
import { type CacheStore, createNoCacheStore } from '../src/cache/cache-store.ts';
import { createTaggedCache } from '../src/cache/tagged-cache.ts';

const logger = createLogger('test', 'silent');

/** A cache whose clock stands still until it is moved. */
async function openCache(store: CacheStore = createNoCacheStore(), journalLength?: number) {
  const eventLog = createMemoryEventLog(journalLength === undefined ? {} : { journalLength });
  let milliseconds = 1_000_000;
  const cache = createTaggedCache({
    eventLog,
    store,
    maximumCharacters: 10_000,
    logger,
    now: () => milliseconds,
  });
  await new Promise((resolve) => setImmediate(resolve));
  return {
    cache,
    eventLog,
    pass: (passed: number) => {
      milliseconds += passed;
    },
    change: (tag: string) => eventLog.append(CACHE_INVALIDATION_TOPIC, { data: { tags: [tag] } }),
    keep(key: string, tags: readonly string[], lifetimeMilliseconds = 1_000) {
      const asOf = cache.asOf();
      assert.ok(asOf);
      cache.keep(key, { value: `of ${key}`, tags }, asOf, lifetimeMilliseconds);
    },
  };
}

describe('the cache of answers', () => {
  it('keeps an answer for its time and no longer', async () => {
    const { cache, keep, pass } = await openCache();
    keep('a', []);
    pass(999);
    assert.equal(cache.peek('a')?.value, 'of a');
    pass(1);
    assert.equal(cache.peek('a'), undefined);
  });

  it('takes no more than it may, and nothing that is larger than all of it', async () => {
    const { cache, keep } = await openCache();
    for (let index = 0; index < 200; index += 1) keep(`key ${index}`, []);
    assert.equal(cache.peek('key 0'), undefined);
    assert.ok(cache.peek('key 199'));
    const asOf = cache.asOf() ?? '';
    cache.keep('large', { value: 'x'.repeat(20_000), tags: ['t'] }, asOf, 1_000);
    assert.equal(cache.peek('large'), undefined);
  });

  it('lets nothing from a store live longer than it was meant to, whatever the clock of who kept it', async () => {
    const kept = new Map<string, string>();
    const store: CacheStore = {
      get: async (keys) => keys.map((key) => kept.get(key)),
      set: (key, value) => void kept.set(key, value),
      close: async () => {},
    };
    const ahead = await openCache(store);
    ahead.pass(3_600_000);
    ahead.keep('a', []);
    const { cache, pass } = await openCache(store);
    const [found] = await cache.find(['a']);
    assert.equal(found?.value, 'of a');
    pass(1_000);
    assert.equal(cache.peek('a'), undefined);
  });

  it('trusts nothing when it cannot know all that has changed', async () => {
    const { cache, eventLog, change, keep } = await openCache(createNoCacheStore(), 2);
    keep('a', ['x']);
    // More changes at once than the log keeps: a second cache begins after a gap.
    for (const tag of ['1', '2', '3', '4']) await change(tag);
    const late = createTaggedCache({
      eventLog,
      store: createNoCacheStore(),
      maximumCharacters: 1_000,
      logger,
    });
    while (late.asOf() === undefined) await new Promise((resolve) => setImmediate(resolve));
    late.keep('b', { value: 'old', tags: [] }, '0-0', 1_000);
    assert.equal(late.peek('b'), undefined);
    assert.ok(cache.peek('a'));
  });

  it('never gives an answer that was made of what has changed since', async () => {
    const tag = fc.constantFrom('a', 'b', 'c');
    const step = fc.oneof(
      fc.record({ kind: fc.constant('change' as const), tag }),
      fc.record({
        kind: fc.constant('ask' as const),
        tag,
        other: tag,
        /** Changes between the question and its answer. */
        meanwhile: fc.array(tag, { maxLength: 2 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { cache, change } = await openCache();
        const version = new Map<string, number>();
        const bump = async (changed: string) => {
          version.set(changed, (version.get(changed) ?? 0) + 1);
          await change(changed);
        };
        const truth = (tags: readonly string[]) => tags.map((each) => version.get(each) ?? 0).join();
        for (const each of steps) {
          if (each.kind === 'change') {
            await bump(each.tag);
            continue;
          }
          const tags = [each.tag, each.other];
          const key = tags.join();
          const found = cache.peek(key);
          if (found) assert.equal(found.value, truth(tags));
          const asOf = cache.asOf() ?? '';
          const value = truth(tags);
          for (const changed of each.meanwhile) await bump(changed);
          cache.keep(key, { value, tags }, asOf, 1_000);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('Cache-Control of a subgraph', () => {
  it('is read as RFC 9111 says; what does not allow it is not kept', () => {
    const read = (header: string | undefined) => {
      const { maxAgeSeconds, scope } = readCacheControl(header);
      return maxAgeSeconds > 0 ? `${scope} ${maxAgeSeconds}` : 'nothing';
    };
    assert.deepEqual(
      [
        'max-age=60, public',
        'Public, Max-Age="60"',
        'max-age=60',
        'private, max-age=5',
        's-maxage=9, max-age=60, public',
        'max-age=0, public',
        'no-store, max-age=60',
        'max-age=-1',
        'max-age=abc',
        'public',
        '',
        undefined,
      ].map(read),
      [
        'public 60',
        'public 60',
        'private 60',
        'private 5',
        'public 9',
        ...Array.from({ length: 7 }, () => 'nothing'),
      ],
    );
  });
});
