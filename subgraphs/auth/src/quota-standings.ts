import type { Logger } from '@codexcontinue/platform/log';
import type { QuotaStore } from '@codexcontinue/platform/quotas/quota-store';
import type { QuotaLine, QuotaStanding } from './domain/quota-lines.ts';

/** Reads what is used of each limit. While the counts are away the limits are told all the same. */
export function createStandings(
  store: QuotaStore,
  logger: Logger,
): (lines: readonly QuotaLine[]) => Promise<QuotaStanding[]> {
  async function unlessAway<Value>(read: () => Promise<readonly Value[]>): Promise<readonly Value[]> {
    try {
      return await read();
    } catch (error) {
      logger.warn({ err: error }, 'what is used of quotas cannot be read');
      return [];
    }
  }

  return async (lines) => {
    const windows = lines.flatMap(({ window }) => window ?? []);
    const slots = lines.flatMap(({ slots: key }) => key ?? []);
    const [counts, held] = await Promise.all([
      unlessAway(() => store.read(windows)),
      unlessAway(() => store.readHeld(slots)),
    ]);
    const now = Date.now();
    return lines.map(({ window, slots: key, ...line }) => {
      if (key !== undefined) return { ...line, used: held[slots.indexOf(key)] ?? null, resetsAt: null };
      const count = window === undefined ? undefined : counts[windows.indexOf(window)];
      const resetsAt = count && count.resetMilliseconds > 0 ? new Date(now + count.resetMilliseconds) : null;
      return { ...line, used: count?.used ?? null, resetsAt };
    });
  };
}
