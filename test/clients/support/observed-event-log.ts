import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';

/** The event log, and how many follow a topic in it. */
export interface ObservedEventLog extends EventLog {
  followers(topic: string): number;
}

export function createObservedEventLog(): ObservedEventLog {
  const log = createMemoryEventLog();
  const counts = new Map<string, number>();
  const count = (topic: string, by: number) => counts.set(topic, (counts.get(topic) ?? 0) + by);
  return {
    ...log,
    followers: (topic) => counts.get(topic) ?? 0,
    follow(topic, after, follower) {
      const following = log.follow(topic, after, follower);
      let isStopped = false;
      count(topic, 1);
      return {
        stop() {
          following.stop();
          if (!isStopped) count(topic, -1);
          isStopped = true;
        },
      };
    },
  };
}
