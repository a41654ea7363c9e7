import type { Charge, QuotaCount, QuotaStore } from './quota-store.ts';

interface Window {
  used: number;
  readonly endsAt: number;
}

/** How many windows are held before those that are over are looked for. */
const SWEEP_AT = 10_000;
const NOTHING: QuotaCount = { used: 0, resetMilliseconds: 0 };

/**
 * Counts in this process, where it is the only one.
 *
 * @param now in milliseconds, of a clock that does not go back
 */
export function createMemoryQuotaStore(now: () => number = () => performance.now()): QuotaStore {
  const windows = new Map<string, Window>();
  let sweepAt = SWEEP_AT;

  function openWindow(key: string): Window | undefined {
    const window = windows.get(key);
    return window && window.endsAt > now() ? window : undefined;
  }

  function countOf(key: string): QuotaCount {
    const window = openWindow(key);
    return window ? { used: window.used, resetMilliseconds: Math.ceil(window.endsAt - now()) } : NOTHING;
  }

  function sweep(): void {
    if (windows.size < sweepAt) return;
    for (const [key, { endsAt }] of windows) if (endsAt <= now()) windows.delete(key);
    sweepAt = Math.max(SWEEP_AT, windows.size * 2);
  }

  function count({ key, amount, windowSeconds }: Charge): void {
    if (amount === 0) return;
    const window = openWindow(key);
    if (window) {
      window.used += amount;
    } else {
      sweep();
      windows.set(key, { used: amount, endsAt: now() + windowSeconds * 1_000 });
    }
  }

  /** By key, then by holder: when it frees itself. */
  const slots = new Map<string, Map<string, number>>();

  /** Those of a key that are held still; what has freed itself is forgotten. */
  function heldUnder(key: string): Map<string, number> | undefined {
    const holders = slots.get(key);
    if (!holders) return undefined;
    for (const [holder, freeAt] of holders) if (freeAt <= now()) holders.delete(holder);
    if (holders.size > 0) return holders;
    slots.delete(key);
    return undefined;
  }

  return {
    async take(charges) {
      const taken = charges.every(({ key, amount, limit }) => countOf(key).used + amount <= limit);
      if (taken) for (const charge of charges) count(charge);
      return { taken, counts: charges.map(({ key }) => countOf(key)) };
    },
    async addOnce(id, charges) {
      const marker = `once:${id}`;
      if (openWindow(marker)) return;
      const windowSeconds = Math.max(...charges.map((charge) => charge.windowSeconds));
      for (const charge of [{ key: marker, amount: 1, limit: 1, windowSeconds }, ...charges]) count(charge);
    },
    read: async (keys) => keys.map(countOf),
    async hold(held) {
      for (const { key, holder, seconds } of held) {
        const holders = heldUnder(key) ?? new Map<string, number>();
        slots.set(key, holders.set(holder, now() + seconds * 1_000));
      }
    },
    async release(freed) {
      for (const { key, holder } of freed) {
        slots.get(key)?.delete(holder);
        heldUnder(key);
      }
    },
    readHeld: async (keys) => keys.map((key) => heldUnder(key)?.size ?? 0),
    async close() {
      windows.clear();
      slots.clear();
    },
  };
}
