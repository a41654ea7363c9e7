import { type EventLog, EventLogUnavailableError } from '@codexcontinue/platform/event-log/event-log';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';

/** What an append does: stores, fails, or stores and then fails (as an answer that is lost on its way). */
export type AppendFate = 'store' | 'fail' | 'store-and-fail';

/** A memory event log whose appends to generations go wrong as told. */
export function createFaultyEventLog(fateOf: (sequence: number, attempt: number) => AppendFate): EventLog {
  const log = createMemoryEventLog();
  const attempts = new Map<string, number>();
  return {
    ...log,
    async append(topic, event) {
      if (event.sequence === undefined) return log.append(topic, event);
      const key = `${topic} ${event.sequence}`;
      const attempt = (attempts.get(key) ?? 0) + 1;
      attempts.set(key, attempt);
      const fate = fateOf(event.sequence, attempt);
      const appended = fate === 'fail' ? undefined : await log.append(topic, event);
      if (fate === 'store' && appended) return appended;
      throw new EventLogUnavailableError('The event log did not answer in time.');
    },
  };
}
