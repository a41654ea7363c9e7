import { mayRead, mayWrite, roleIn } from '@codexcontinue/platform/callers';
import { forbidden, RuleError } from '@codexcontinue/platform/errors';
import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import type { Caller } from '@codexcontinue/platform/identity';
import { isId } from '@codexcontinue/platform/ids';
import type { Jobs } from '@codexcontinue/platform/jobs/jobs';
import type { Logger } from '@codexcontinue/platform/log';
import type { GenerationStore } from '../data/generation-store.ts';
import { type Generation, type GenerationRequested, hasEnded } from '../domain/generation.ts';
import { generationTopic } from '../domain/generation-events.ts';
import { timeOfId } from '../domain/id-time.ts';
import { QUEUES } from '../queues.ts';
import type { Finisher } from './finish-generation.ts';
import { lastSequenceOf, publishEnded } from './publish-ended.ts';

/** What stopping a generation comes to. */
export type StopResult =
  | { readonly kind: 'STOPPED'; readonly generation: Generation }
  | { readonly kind: 'ENDED_BEFORE'; readonly generation: Generation }
  | { readonly kind: 'NOT_FOUND' };

/** Generations as people ask for them. */
export interface GenerationService {
  /** Undefined for one the caller may not see, existing or not. */
  find(caller: Caller, id: string): Promise<Generation | undefined>;
  /**
   * The last sequence number of a generation's events, all of which can be followed from the first.
   * @throws RuleError SERVICE_UNAVAILABLE
   */
  openStream(caller: Caller, id: string): Promise<number | undefined>;
  /** @throws RuleError FORBIDDEN */
  stop(caller: Caller, id: string): Promise<StopResult>;
}

export function createGenerationService(deps: {
  readonly store: GenerationStore;
  readonly jobs: Jobs;
  readonly eventLog: EventLog;
  readonly finisher: Finisher;
  /** Stops it at once if it runs in this process. */
  readonly stopHere: (id: string) => void;
  readonly logger: Logger;
}): GenerationService {
  const { store, jobs, eventLog, finisher, stopHere, logger } = deps;

  async function findAny(id: string): Promise<Generation | undefined> {
    return isId(id) ? ((await store.find(id)) ?? (await findRequested(id))) : undefined;
  }

  async function find(caller: Caller, id: string): Promise<Generation | undefined> {
    const generation = await findAny(id);
    return generation && mayRead(roleIn(caller, generation.workspaceId)) ? generation : undefined;
  }

  /** Asked for, and on its way to us. */
  async function findRequested(id: string): Promise<Generation | undefined> {
    const job = await jobs.find<GenerationRequested>(QUEUES.generationRequested, id);
    return job && waiting(job.data);
  }

  return {
    find,
    async openStream(caller, id) {
      const generation = await find(caller, id);
      if (!generation) return undefined;
      try {
        return hasEnded(generation)
          ? await publishEnded(eventLog, generation)
          : await lastSequenceOf(eventLog, generationTopic(id));
      } catch (error) {
        logger.warn({ err: error, generationId: id }, 'a generation cannot be followed');
        throw new RuleError(
          'SERVICE_UNAVAILABLE',
          'Answers cannot be followed live just now. Try again in a moment.',
        );
      }
    },
    async stop(caller, id) {
      const generation = await findAny(id);
      const role = generation && roleIn(caller, generation.workspaceId);
      if (!generation || role === undefined) return { kind: 'NOT_FOUND' };
      if (!mayWrite(role)) forbidden('Your role in this workspace does not let you stop answers.');
      if (generation.status === 'QUEUED') {
        await takeIn(generation);
        await finisher.finish(generation, { status: 'STOPPED', text: '', usage: null }, (transaction) =>
          store.stopQueued(id, transaction),
        );
      }
      // Also when its turn came just now.
      const asked = await store.requestStop(id);
      if (asked) stopHere(id);
      const after = (await store.find(id)) ?? generation;
      const endedBefore = hasEnded(generation) || (hasEnded(after) && after.status !== 'STOPPED');
      return { kind: endedBefore ? 'ENDED_BEFORE' : 'STOPPED', generation: after };
    },
  };

  async function takeIn(generation: Generation): Promise<void> {
    const job = await jobs.find<GenerationRequested>(QUEUES.generationRequested, generation.id);
    if (job) await store.enqueue(job.data);
  }
}

function waiting(request: GenerationRequested): Generation {
  return {
    id: request.generationId,
    workspaceId: request.workspaceId,
    conversationId: request.conversationId,
    messageId: request.messageId,
    askerId: request.askerId,
    requestedModel: request.model,
    question: request.question,
    history: request.history,
    status: 'QUEUED',
    text: '',
    deltaEnds: [],
    model: null,
    engine: null,
    citations: [],
    usage: null,
    failure: null,
    stopRequested: false,
    published: false,
    createdAt: timeOfId(request.generationId, new Date()),
    startedAt: null,
    finishedAt: null,
  };
}
