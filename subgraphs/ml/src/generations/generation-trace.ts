import type { Jobs } from '@codexcontinue/platform/jobs/jobs';
import type { Logger } from '@codexcontinue/platform/log';
import { inSpan, markFailed } from '@codexcontinue/platform/telemetry/spans';
import {
  contextOfTrace,
  isTracing,
  type TraceCarrier,
} from '@codexcontinue/platform/telemetry/trace-context';
import { trace } from '@opentelemetry/api';
import type { Ending, Generation, GenerationEngine } from '../domain/generation.ts';
import { QUEUES } from '../queues.ts';

/** Runs a generation as part of the trace of its question. */
export type GenerationTrace = (generation: Generation, run: () => Promise<void>) => Promise<void>;

/** The job that asked for a generation knows its trace; jobs are kept for longer than generations wait. */
export function createGenerationTrace(deps: {
  readonly jobs: Jobs;
  readonly logger: Logger;
}): GenerationTrace {
  const tracer = trace.getTracer('ml');

  async function traceOfQuestion(id: string): Promise<TraceCarrier | undefined> {
    if (!isTracing()) return undefined;
    try {
      return (await deps.jobs.find(QUEUES.generationRequested, id))?.trace;
    } catch (error) {
      deps.logger.warn({ err: error, generationId: id }, 'the trace of a question could not be read');
      return undefined;
    }
  }

  return async (generation, run) => {
    const attributes = {
      'codexcontinue.generation.id': generation.id,
      'codexcontinue.generation.queued_milliseconds': Date.now() - generation.createdAt.getTime(),
    };
    const parent = contextOfTrace(await traceOfQuestion(generation.id));
    await inSpan(tracer, 'generation', { attributes }, run, parent);
  };
}

/** Says on the span of a generation how it ended; nothing that people wrote. */
export function describeEnding(
  engine: GenerationEngine | null,
  { status, failure, usage, citations }: Pick<Ending, 'status' | 'failure' | 'usage' | 'citations'>,
): void {
  const span = trace.getActiveSpan();
  if (!span?.isRecording()) return;
  span.setAttributes({
    'codexcontinue.generation.status': status,
    'codexcontinue.generation.engine': engine ?? 'NONE',
    'codexcontinue.generation.citations': citations.length,
    'codexcontinue.generation.passages': usage?.passagesUsed ?? 0,
  });
  if (failure) markFailed(span, failure.code);
}
