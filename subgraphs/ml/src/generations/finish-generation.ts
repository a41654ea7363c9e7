import type { AuditTrail } from '@codexcontinue/platform/audit/audit-trail';
import type { Transaction } from '@codexcontinue/platform/database/database';
import type { TenantDatabase } from '@codexcontinue/platform/database/tenancy';
import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import type { Jobs } from '@codexcontinue/platform/jobs/jobs';
import type { Logger } from '@codexcontinue/platform/log';
import type { GenerationStore } from '../data/generation-store.ts';
import { type Ending, type Generation, hasEnded } from '../domain/generation.ts';
import type { RetrievedPassage } from '../domain/retrieved-passage.ts';
import { QUEUES } from '../queues.ts';
import { auditOfGeneration } from './generation-audit.ts';
import { publishEnded } from './publish-ended.ts';
import { tokensUsed } from './token-count.ts';

/** What ends a generation. */
export interface Finisher {
  /**
   * Ends a generation, tells business and has its tokens counted, all or nothing; then publishes what is missing. Should that fail or this
   * process die meanwhile, the sweeper publishes it.
   *
   * @param end writes the ending; false when somebody else has ended it
   * @param passages what the answer could rest on, as far as that is known here
   * @returns whether this call ended it
   */
  finish(
    generation: Generation,
    ending: Pick<Ending, 'status' | 'text' | 'usage'>,
    end: (transaction: Transaction) => Promise<boolean>,
    passages?: readonly RetrievedPassage[],
  ): Promise<boolean>;
  /** Publishes what is missing of an ended generation; never throws. */
  publish(generationId: string): Promise<void>;
}

export function createFinisher(deps: {
  readonly tenants: TenantDatabase;
  readonly jobs: Jobs;
  readonly eventLog: EventLog;
  readonly store: GenerationStore;
  readonly audit: AuditTrail;
  readonly logger: Logger;
}): Finisher {
  const { tenants, jobs, eventLog, store, audit, logger } = deps;

  async function publish(generationId: string): Promise<void> {
    try {
      const generation = await store.find(generationId);
      if (!generation || !hasEnded(generation)) return;
      await publishEnded(eventLog, generation);
      await store.markPublished(generationId);
    } catch (error) {
      logger.warn({ err: error, generationId }, 'the end of a generation is not published yet');
    }
  }

  return {
    publish,
    async finish(generation, { status, text, usage }, end, passages) {
      const { id, messageId } = generation;
      const ended = await tenants.run(async (transaction) => {
        if (!(await end(transaction))) return false;
        await jobs.send(
          QUEUES.generationFinished,
          { generationId: id, messageId, status, text },
          { id, transaction },
        );
        const used = tokensUsed(generation, usage);
        if (used) await jobs.send(QUEUES.tokensUsed, used, { id, transaction });
        await audit.record(auditOfGeneration(generation, status, passages), transaction);
        return true;
      });
      if (ended) await publish(id);
      return ended;
    },
  };
}
