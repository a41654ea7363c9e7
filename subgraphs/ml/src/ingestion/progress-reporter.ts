import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import { newId } from '@codexcontinue/platform/ids';
import type { Logger } from '@codexcontinue/platform/log';
import type { IngestionProgress } from './parse-messages.ts';

/** Shows a workspace how far an ingestion has come. Best effort: what is lost is made up for by the next report. */
export interface ProgressReporter {
  report(progress: IngestionProgress): void;
  /** Resolves when nothing is under way, so that progress is never told after the end. */
  settle(): Promise<void>;
}

/** Pages are many: between the first and the last, at most one report in this time. */
const PAUSE_MILLISECONDS = 250;

export function createProgressReporter(deps: {
  readonly eventLog: EventLog;
  readonly workspaceId: string;
  readonly documentId: string;
  readonly logger: Logger;
}): ProgressReporter {
  const { eventLog, workspaceId, documentId, logger } = deps;
  let lastStage = '';
  let lastTime = 0;
  let under: Promise<void> = Promise.resolve();

  const append = async (progress: IngestionProgress) => {
    const id = newId();
    const data = {
      id,
      kind: 'DOCUMENT_PROGRESS',
      occurredAt: new Date().toISOString(),
      actor: null,
      document: { __typename: 'Document', id: documentId },
      documentId,
      progress,
      conversation: null,
      generation: null,
    };
    try {
      await eventLog.append(`workspace:${workspaceId}`, { data, deduplicationId: id });
    } catch (error) {
      logger.debug({ err: error, documentId }, 'progress could not be told');
    }
  };

  return {
    report(progress) {
      const now = performance.now();
      const isLast = progress.completed === progress.total;
      if (progress.stage === lastStage && !isLast && now - lastTime < PAUSE_MILLISECONDS) return;
      lastStage = progress.stage;
      lastTime = now;
      under = under.then(() => append(progress));
    },
    settle: () => under,
  };
}
