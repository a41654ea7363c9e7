import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import type { Logger } from '@codexcontinue/platform/log';
import { inSpan } from '@codexcontinue/platform/telemetry/spans';
import { trace } from '@opentelemetry/api';
import type { GenerationStore } from '../data/generation-store.ts';
import type { Library, LibraryOf } from '../data/library.ts';
import { verifiedCitations } from '../domain/citations.ts';
import {
  type Citation,
  type EndedStatus,
  type Ending,
  type Generation,
  GenerationError,
  type GenerationFailure,
} from '../domain/generation.ts';
import type { RetrievedPassage } from '../domain/retrieved-passage.ts';
import { searchTextFor } from '../domain/search-text.ts';
import type { AnswerEnd, AnswerStep } from '../engines/answer-engine.ts';
import type { EngineDirectory } from '../engines/engine-directory.ts';
import { abortOf, pauseFor } from './abort.ts';
import { createDeltaPublisher, type DeltaPublisher } from './delta-publisher.ts';
import type { Finisher } from './finish-generation.ts';
import type { GenerationMetrics } from './generation-metrics.ts';
import type { GenerationTimes } from './generation-times.ts';
import { describeEnding } from './generation-trace.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createUsageMeter, type UsageMeter } from './usage-meter.ts';

/** Why a run is ended from outside. `lost`: another has taken the generation over, nothing more may be written. */
export type EndRequest = 'stop' | 'shutdown' | 'lost';

export interface RunDeps {
  readonly workerId: string;
  readonly store: GenerationStore;
  readonly libraryOf: LibraryOf;
  readonly engines: EngineDirectory;
  readonly eventLog: EventLog;
  readonly finisher: Finisher;
  readonly metrics: GenerationMetrics;
  readonly times: GenerationTimes;
  readonly logger: Logger;
}

const PASSAGES = 8;

const INTERNAL_FAILURE: GenerationFailure = {
  code: 'INTERNAL',
  message:
    'The answer could not be made because of a fault on our side. Ask again; if that fails too, tell your operator.',
};

/**
 * Runs one generation that this worker has claimed, to its end.
 * @param control aborted with an `EndRequest` as the reason
 */
export async function runGeneration(
  deps: RunDeps,
  generation: Generation,
  control: AbortController,
): Promise<void> {
  const { store, workerId, times } = deps;
  const library = deps.libraryOf({ workspaceIds: [generation.workspaceId] });
  const logger = deps.logger.child({ generationId: generation.id });
  const meter = createUsageMeter();
  const heartbeat = startHeartbeat({
    intervalMilliseconds: times.heartbeat,
    leaseMilliseconds: times.lease,
    beat: () => {
      const written = publisher.written();
      return store.beat(generation.id, workerId, { ...written, usage: meter.soFar(written.text) });
    },
    onPulse: (pulse) => {
      if (pulse !== 'go-on') control.abort(pulse satisfies EndRequest);
    },
    logger,
  });
  const publisher = createDeltaPublisher({
    eventLog: deps.eventLog,
    generationId: generation.id,
    logger,
    mayPublish: () => heartbeat.holds(),
    signal: lostSignalOf(control.signal),
  });
  const result = await answer(deps, library, generation, publisher, meter, control.signal, logger);
  const written = await publisher.finish(times.publishGrace);
  await heartbeat.stop();
  if (result.status === 'LOST' || control.signal.reason === 'lost') return;

  const ending: Ending = {
    ...written,
    status: result.status,
    failure: result.failure,
    citations: await verify(library, result.end?.citations ?? [], logger),
    usage: meter.usage(result.end, written.text, result.failure?.code),
  };
  describeEnding(meter.engine, ending);
  const ended = await persistently(logger, () =>
    deps.finisher.finish(
      { ...generation, engine: meter.engine, model: result.model ?? null },
      ending,
      (transaction) => store.finish(generation.id, workerId, ending, transaction),
      result.passages,
    ),
  );
  if (ended) deps.metrics.onEnded({ engine: meter.engine, status: ending.status, usage: ending.usage });
  logger.info(
    { status: ended ? ending.status : 'LOST', failure: ending.failure?.code },
    'a generation ended',
  );
}

interface Result {
  readonly status: EndedStatus | 'LOST';
  readonly failure: GenerationFailure | null;
  readonly end?: AnswerEnd;
  readonly model?: string;
  /** What the engine was given; absent: it was not asked. */
  readonly passages?: readonly RetrievedPassage[];
}

async function answer(
  deps: RunDeps,
  library: Library,
  generation: Generation,
  publisher: DeltaPublisher,
  meter: UsageMeter,
  signal: AbortSignal,
  logger: Logger,
): Promise<Result> {
  const given: { model?: string; passages?: readonly RetrievedPassage[] } = {};
  try {
    const { engine, model } = await deps.engines.choose(generation.requestedModel);
    meter.engine = engine.kind;
    given.model = model;
    if (!(await deps.store.chooseEngine(generation.id, deps.workerId, engine.kind, model))) {
      return { status: 'LOST', failure: null };
    }
    const passages = await retrieve(library, generation, logger);
    signal.throwIfAborted();
    given.passages = passages;
    const { question, history } = generation;
    const steps = engine.answer({ model, question, history, passages, signal, logger });
    const end = await follow(steps, publisher, meter, signal);
    return { ...given, status: 'COMPLETED', failure: null, end };
  } catch (error) {
    if (signal.aborted) return { ...given, ...resultOfEndRequest(signal.reason as EndRequest) };
    if (error instanceof GenerationError) {
      logger.warn({ err: error.cause ?? error, code: error.failure.code }, 'an answer failed');
      return { ...given, status: 'FAILED', failure: error.failure };
    }
    logger.error({ err: error }, 'an answer failed');
    return { ...given, status: 'FAILED', failure: INTERNAL_FAILURE };
  }
}

async function follow(
  steps: AsyncGenerator<AnswerStep, AnswerEnd>,
  publisher: DeltaPublisher,
  meter: UsageMeter,
  signal: AbortSignal,
): Promise<AnswerEnd> {
  try {
    for (;;) {
      const step = await steps.next();
      signal.throwIfAborted();
      if (step.done) return step.value;
      if (step.value.kind === 'PROMPT') {
        meter.onPrompt(step.value.report);
      } else {
        meter.onText();
        await Promise.race([publisher.push(step.value.text), abortOf(signal)]);
        signal.throwIfAborted();
      }
    }
  } finally {
    // Frees what the engine holds when it is left early.
    await steps.return({ citations: [] });
  }
}

function resultOfEndRequest(request: EndRequest): Result {
  switch (request) {
    case 'stop':
      return { status: 'STOPPED', failure: null };
    case 'shutdown':
      return { status: 'INTERRUPTED', failure: null };
    case 'lost':
      return { status: 'LOST', failure: null };
  }
}

async function retrieve(
  { search }: Library,
  generation: Generation,
  logger: Logger,
): Promise<RetrievedPassage[]> {
  try {
    const text = searchTextFor(generation.question, generation.history);
    const hits = await inSpan(trace.getTracer('ml'), 'retrieval', {}, async (span) => {
      const found = await search.search(generation.workspaceId, text, PASSAGES);
      span.setAttribute('codexcontinue.retrieval.passages', found.length);
      return found;
    });
    return hits.map(({ passage, filename, score }) => ({ ...passage, filename, score }));
  } catch (error) {
    logger.error({ err: error }, 'retrieval failed');
    throw new GenerationError(
      {
        code: 'RETRIEVAL_FAILED',
        message:
          'The documents could not be searched, so there is no answer. Ask again; if that fails too, tell your operator.',
      },
      { cause: error },
    );
  }
}

async function verify(
  { documents }: Library,
  citations: readonly Citation[],
  logger: Logger,
): Promise<Citation[]> {
  try {
    const quoted = await documents.findMany([...new Set(citations.map(({ documentId }) => documentId))]);
    return verifiedCitations(citations, quoted);
  } catch (error) {
    // A citation that cannot be verified is none.
    logger.error({ err: error }, 'citations could not be verified');
    return [];
  }
}

/** A database that is away for a moment costs no answer; after that the sweeper ends the generation. */
async function persistently<Value>(logger: Logger, attempt: () => Promise<Value>): Promise<Value> {
  for (const pause of [200, 500, 1_000, 2_000]) {
    try {
      return await attempt();
    } catch (error) {
      logger.warn({ err: error }, 'the end of a generation was not stored; trying again');
      await pauseFor(pause);
    }
  }
  return attempt();
}

/** Aborted only when the generation is not ours any more; a stopped answer is published to its end. */
function lostSignalOf(signal: AbortSignal): AbortSignal {
  const lost = new AbortController();
  signal.addEventListener('abort', () => {
    if (signal.reason === 'lost') lost.abort();
  });
  return lost.signal;
}
