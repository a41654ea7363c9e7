/** Where a person has agreed to be led from a conversation. */
export interface OutsideConsent {
  has(destination: string): boolean;
  give(destination: string): void;
}

type SessionStore = Pick<Storage, 'getItem' | 'setItem'>;

/** Kept for one conversation and no longer than the browser's tab. */
export function createOutsideConsent(store: SessionStore, conversationId: string): OutsideConsent {
  const key = `outside:${conversationId}`;
  const read = (): string[] => {
    try {
      const value: unknown = JSON.parse(store.getItem(key) ?? '[]');
      return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
    } catch {
      // Nothing that can be read is no consent.
      return [];
    }
  };
  return {
    has: (destination) => read().includes(destination),
    give(destination) {
      const given = new Set(read()).add(destination);
      store.setItem(key, JSON.stringify([...given]));
    },
  };
}
