import type { Logger } from '@codexcontinue/platform/log';
import { answersUnderWayKey } from '@codexcontinue/platform/quotas/quota-keys';
import type { HeldSlot, QuotaStore } from '@codexcontinue/platform/quotas/quota-store';
import type { ConversationsStore, MessageRecord } from './conversations-store.ts';
import type { OpenAnswer } from './open-answers.ts';

/**
 * Shows how many answers are under way, where limits are shown. The limit itself is held to in the database
 * (`open-answers.ts`); the count follows it, and never costs anybody a question.
 */
export interface OpenAnswersCount {
  onAsked(answer: Pick<MessageRecord, 'id' | 'workspaceId' | 'answeredAt'>, authorId: string): Promise<void>;
  /** @param answer undefined for one that had ended before */
  onEnded(answer: OpenAnswer | undefined): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/** For where nothing is counted. */
export const NO_COUNT: OpenAnswersCount = {
  onAsked: async () => {},
  onEnded: async () => {},
  start: () => {},
  stop: async () => {},
};

const RENEW_MILLISECONDS = 10_000;
/** Three renewals: one that fails, or is late, leaves the count as it is. */
const HELD_SECONDS = 30;
const SLOTS_AT_ONCE = 1_000;

/**
 * Holds a slot for every answer that is under way, again and again from what the database has: a process that died
 * between a change there and the change here, or a Redis that lost everything, sets the count wrong for seconds only.
 *
 * @param options.renewMilliseconds every how long; 10,000
 */
export function createOpenAnswersCount(options: {
  readonly store: QuotaStore;
  /** Of all workspaces. */
  readonly conversations: Pick<ConversationsStore, 'openAnswers'>;
  readonly logger: Logger;
  readonly renewMilliseconds?: number;
}): OpenAnswersCount {
  const { store, conversations, logger, renewMilliseconds = RENEW_MILLISECONDS } = options;
  let timer: NodeJS.Timeout | undefined;
  let renewing: Promise<void> = Promise.resolve();
  let stopped = false;

  async function unlessAway(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      logger.warn({ err: error }, 'answers under way cannot be counted; the next round tries again');
    }
  }

  /** Those that end while a round holds what it has read before. */
  let endedMeanwhile: OpenAnswer[] = [];

  async function renew(): Promise<void> {
    endedMeanwhile = [];
    const slots = (await conversations.openAnswers()).flatMap(slotsOf);
    for (let from = 0; from < slots.length; from += SLOTS_AT_ONCE)
      await store.hold(slots.slice(from, from + SLOTS_AT_ONCE));
    await store.release(endedMeanwhile.flatMap(slotsOf));
  }

  const begin = () => {
    renewing = unlessAway(renew).then(() => {
      if (!stopped) timer = setTimeout(begin, renewMilliseconds);
    });
  };

  return {
    onAsked: ({ id, workspaceId, answeredAt }, authorId) =>
      unlessAway(async () => {
        // The same question sent again, when it was answered long ago.
        if (answeredAt === null) await store.hold(slotsOf({ id, workspaceId, authorId }));
      }),
    onEnded: (answer) =>
      unlessAway(async () => {
        if (!answer) return;
        endedMeanwhile.push(answer);
        await store.release(slotsOf(answer));
      }),
    start: begin,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await renewing;
    },
  };
}

function slotsOf({ id, workspaceId, authorId }: OpenAnswer): HeldSlot[] {
  const keys = [
    answersUnderWayKey.ofWorkspace(workspaceId),
    ...(authorId === null
      ? []
      : [answersUnderWayKey.ofPerson(authorId), answersUnderWayKey.ofMember(workspaceId, authorId)]),
  ];
  return keys.map((key) => ({ key, holder: id, seconds: HELD_SECONDS }));
}
