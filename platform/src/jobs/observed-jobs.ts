import { SpanKind, trace } from '@opentelemetry/api';
import type { Metrics } from '../metrics.ts';
import { inSpan } from '../telemetry/spans.ts';
import { activeTrace, contextOfTrace, type TraceCarrier } from '../telemetry/trace-context.ts';
import type { Job, Jobs } from './jobs.ts';

/** Where the trace stands in a stored job, beside its data. Nothing else reads or writes it. */
const TRACE_FIELD = '_trace';

const JOB_BUCKETS_SECONDS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** The semantic conventions for messaging (OpenTelemetry). */
const SYSTEM = { 'messaging.system': 'pg-boss' };

type Stored<Data> = Data & { readonly [TRACE_FIELD]?: TraceCarrier };

/**
 * Jobs as one service sends and handles them: what handles a job belongs to the trace that sent it, and is timed by
 * queue and outcome. Spans name the queue and the job, never its data.
 *
 * @param options.service names the spans' service
 */
export function observeJobs(
  jobs: Jobs,
  options: { readonly service: string; readonly metrics?: Metrics | undefined },
): Jobs {
  const tracer = trace.getTracer(options.service);
  const durations = options.metrics?.histogramSeconds(
    'job_duration_seconds',
    'Time to handle a job.',
    ['queue', 'outcome'],
    JOB_BUCKETS_SECONDS,
  );

  async function timed(queue: string, run: () => Promise<void>): Promise<void> {
    const began = performance.now();
    let outcome = 'failed';
    try {
      await run();
      outcome = 'completed';
    } finally {
      durations?.observe({ queue, outcome }, (performance.now() - began) / 1_000);
    }
  }

  return {
    declare: (queue, queueOptions) => jobs.declare(queue, queueOptions),
    send(queue, data, sendOptions) {
      const attributes = { ...SYSTEM, 'messaging.destination.name': queue };
      return inSpan(
        tracer,
        `send ${queue}`,
        {
          kind: SpanKind.PRODUCER,
          attributes: { ...attributes, 'messaging.operation.type': 'send' },
        },
        () => {
          const carrier = activeTrace();
          return jobs.send(queue, carrier ? { ...data, [TRACE_FIELD]: carrier } : data, sendOptions);
        },
      );
    },
    work<Data extends object>(
      queue: string,
      workOptions: { readonly concurrency: number },
      handler: (job: Job<Data>) => Promise<void>,
    ) {
      return jobs.work<Stored<Data>>(queue, workOptions, ({ id, data: stored, signal }) => {
        const { data, carrier } = take<Data>(stored);
        const attributes = {
          ...SYSTEM,
          'messaging.destination.name': queue,
          'messaging.operation.type': 'process',
          'messaging.message.id': id,
        };
        return inSpan(
          tracer,
          `process ${queue}`,
          { kind: SpanKind.CONSUMER, attributes },
          () => timed(queue, () => handler({ id, data, signal })),
          contextOfTrace(carrier),
        );
      });
    },
    async find<Data extends object>(queue: string, id: string) {
      const job = await jobs.find<Stored<Data>>(queue, id);
      if (!job) return undefined;
      const { data, carrier } = take<Data>(job.data);
      return { data, ...(carrier ? { trace: carrier } : {}) };
    },
    stop: (graceMilliseconds) => jobs.stop(graceMilliseconds),
  };
}

function take<Data extends object>({ [TRACE_FIELD]: carrier, ...data }: Stored<Data>) {
  return { data: data as unknown as Data, carrier };
}
