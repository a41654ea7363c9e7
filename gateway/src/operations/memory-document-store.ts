import { LRUCache } from 'lru-cache';
import { DEFAULT_DOCUMENT_LIMITS, type DocumentLimits, type DocumentStore } from './document-store.ts';

/** Keeps documents in this process. */
export function createMemoryDocumentStore(limits: DocumentLimits = DEFAULT_DOCUMENT_LIMITS): DocumentStore {
  const texts = new LRUCache<string, string>({
    max: limits.documents,
    ttl: limits.lifetimeMilliseconds,
    updateAgeOnGet: true,
  });
  return {
    async get(hash) {
      return texts.get(hash);
    },
    async set(hash, text) {
      if (text.length <= limits.textLength) texts.set(hash, text);
    },
    async close() {
      texts.clear();
    },
  };
}
