import { hash } from 'node:crypto';
import type { EventLog, Position } from '@codexcontinue/platform/event-log/event-log';
import { LRUCache } from 'lru-cache';
import type { Logger } from '../graphql/request-context.ts';
import type { CacheStore } from './cache-store.ts';
import { createInvalidationFeed } from './invalidation-feed.ts';

/** Something that was answered. */
export interface CacheEntry {
  readonly value: string;
  /** What it was made of. */
  readonly tags: readonly string[];
  /** Up to where changes were known when it was asked for. */
  readonly asOf: Position;
  readonly expiresAtMilliseconds: number;
  /** From the answer to its end. */
  readonly lifetimeMilliseconds: number;
}

/**
 * Answers that stand until their time is up or something they were made of changes. Kept in this process and, for all
 * gateways, in a store; while changes cannot be heard of, nothing is found and nothing kept.
 */
export interface TaggedCache {
  /** To be asked before an answer is asked for; undefined: the answer will not be kept. */
  asOf(): Position | undefined;
  /** Looks in this process only. */
  peek(key: string): CacheEntry | undefined;
  /** Looks in this process, then in the store. */
  find(keys: readonly string[]): Promise<(CacheEntry | undefined)[]>;
  /** @param asOf what `asOf` said before it was asked for */
  keep(
    key: string,
    answer: Pick<CacheEntry, 'value' | 'tags'>,
    asOf: Position,
    lifetimeMilliseconds: number,
  ): void;
  /** How long an entry is still good. */
  remainingMilliseconds(entry: CacheEntry): number;
  close(): Promise<void>;
}

const CHARACTERS_PER_ENTRY = 200;

export function createTaggedCache(options: {
  readonly eventLog: EventLog;
  readonly store: CacheStore;
  /** In this process; about one byte each. */
  readonly maximumCharacters: number;
  readonly logger: Logger;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly onInvalidated?: (entries: number) => void;
}): TaggedCache {
  const { store, now = Date.now } = options;
  const keysOfTag = new Map<string, Set<string>>();
  const entries = new LRUCache<string, CacheEntry>({
    maxSize: options.maximumCharacters,
    sizeCalculation: ({ value, tags }, key) =>
      value.length + key.length + CHARACTERS_PER_ENTRY * (tags.length + 1),
    dispose({ tags }, key) {
      for (const tag of tags) {
        const keys = keysOfTag.get(tag);
        keys?.delete(key);
        if (keys?.size === 0) keysOfTag.delete(tag);
      }
    },
  });
  const feed = createInvalidationFeed(
    options.eventLog,
    {
      onInvalidated(tags) {
        const stale = new Set(tags.flatMap((tag) => [...(keysOfTag.get(tag) ?? [])]));
        for (const key of stale) entries.delete(key);
        if (stale.size > 0) options.onInvalidated?.(stale.size);
      },
      onLost: () => entries.clear(),
    },
    options.logger,
  );

  function keepHere(key: string, entry: CacheEntry): void {
    entries.set(key, entry);
    // What is too large was not taken.
    if (!entries.has(key)) return;
    for (const tag of entry.tags) {
      const keys = keysOfTag.get(tag);
      if (keys) keys.add(key);
      else keysOfTag.set(tag, new Set([key]));
    }
  }

  function peek(key: string): CacheEntry | undefined {
    if (feed.position() === undefined) return undefined;
    const entry = entries.get(key);
    if (!entry || entry.expiresAtMilliseconds > now()) return entry;
    entries.delete(key);
    return undefined;
  }

  function readStored(key: string, text: string | undefined): CacheEntry | undefined {
    if (text === undefined) return undefined;
    const { value, tags, asOf, expiresAtMilliseconds, lifetimeMilliseconds } = JSON.parse(text) as CacheEntry;
    // Clocks of gateways differ; nothing lives longer than it was meant to from now.
    const expiresAt = Math.min(expiresAtMilliseconds, now() + lifetimeMilliseconds);
    if (expiresAt <= now() || !feed.stands(tags, asOf)) return undefined;
    const entry = { value, tags, asOf, lifetimeMilliseconds, expiresAtMilliseconds: expiresAt };
    keepHere(key, entry);
    return entry;
  }

  return {
    asOf: () => feed.position(),
    peek,
    async find(keys) {
      const found = keys.map(peek);
      const missing = keys.filter((_, index) => !found[index]);
      if (missing.length === 0 || feed.position() === undefined) return found;
      const stored = await store.get(missing.map(storedName));
      const texts = new Map(missing.map((key, index) => [key, stored[index]]));
      return keys.map((key, index) => found[index] ?? readStored(key, texts.get(key)));
    },
    keep(key, { value, tags }, asOf, lifetimeMilliseconds) {
      if (feed.position() === undefined || !feed.stands(tags, asOf)) return;
      const expiresAtMilliseconds = now() + lifetimeMilliseconds;
      const entry = { value, tags: [...new Set(tags)], asOf, expiresAtMilliseconds, lifetimeMilliseconds };
      keepHere(key, entry);
      store.set(storedName(key), JSON.stringify(entry), lifetimeMilliseconds);
    },
    remainingMilliseconds: ({ expiresAtMilliseconds }) => Math.max(0, expiresAtMilliseconds - now()),
    async close() {
      feed.stop();
      await store.close();
    },
  };
}

/** Keys hold whole documents; what a store sees of them is short, and tells nothing. */
function storedName(key: string): string {
  return hash('sha256', key, 'base64url');
}
