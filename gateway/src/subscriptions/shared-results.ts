import type { LoggedEvent } from '@codexcontinue/platform/event-log/event-log';
import type { FormattedExecutionResult } from 'graphql';

/** One event as it goes to a client. */
export interface SubscriptionEvent {
  /** `extensions.cursor` is the cursor. */
  readonly result: FormattedExecutionResult;
  /** Continue after this event with it. */
  readonly cursor: string;
}

/** At once where nobody has to be asked. */
export type EventAnswer = SubscriptionEvent | Promise<SubscriptionEvent>;

/** The results of one group: those with the same operation, variables and authority see the same. */
export interface ResultGroup {
  /** Answers an event, once for the whole group. */
  resultOf(event: LoggedEvent, answer: () => EventAnswer): EventAnswer;
  leave(): void;
}

/** How many events back a slower member of a group finds results ready. */
const KEPT_RESULTS = 64;

interface Group {
  members: number;
  readonly results: Map<string, EventAnswer>;
}

/** Keeps the groups that have members. */
export function createResultGroups(): { join(key: string): ResultGroup } {
  const groups = new Map<string, Group>();
  return {
    join(key) {
      const group = groups.get(key) ?? { members: 0, results: new Map() };
      groups.set(key, group);
      group.members += 1;
      let left = false;
      return {
        resultOf(event, answer) {
          // Who is alone shares with nobody.
          if (group.members === 1) return answer();
          const known = group.results.get(event.position);
          if (known) return known;
          const result = answer();
          group.results.set(event.position, result);
          const oldest = group.results.size > KEPT_RESULTS ? group.results.keys().next().value : undefined;
          if (oldest !== undefined) group.results.delete(oldest);
          return result;
        },
        leave() {
          if (left) return;
          left = true;
          group.members -= 1;
          if (group.members === 0) groups.delete(key);
        },
      };
    },
  };
}
