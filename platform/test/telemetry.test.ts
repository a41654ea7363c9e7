import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { context, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import type { Database } from '../src/database/database.ts';
import { EnvironmentError, readEnvironment } from '../src/environment.ts';
import type { Jobs } from '../src/jobs/jobs.ts';
import { observeJobs } from '../src/jobs/observed-jobs.ts';
import { createPgBossJobs } from '../src/jobs/pg-boss-jobs.ts';
import { createLogger } from '../src/log.ts';
import { createMetrics } from '../src/metrics.ts';
import { inSpan } from '../src/telemetry/spans.ts';
import { startTelemetry, type Telemetry } from '../src/telemetry/telemetry.ts';
import { TELEMETRY_VARIABLES, type TelemetryEnvironment } from '../src/telemetry/telemetry-environment.ts';
import { activeTrace, contextOfTrace } from '../src/telemetry/trace-context.ts';
import { openEmptyPglite } from './helpers/empty-pglite.ts';
import { drawTrace, type OtlpCollector, startOtlpCollector } from './helpers/otlp-collector.ts';

const silent = createLogger('test', 'silent');
const SERVICES = ['first', 'second', 'sender', 'worker'];
const QUEUE_OPTIONS = { retryLimit: 0, expireInSeconds: 60 };

function environment(source: Record<string, string>): TelemetryEnvironment {
  return readEnvironment(TELEMETRY_VARIABLES, source);
}

describe('the environment of tracing', () => {
  it('is off unless an endpoint is set', () => {
    assert.deepEqual(environment({}), {
      OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
      OTEL_EXPORTER_OTLP_HEADERS: {},
      OTEL_RESOURCE_ATTRIBUTES: {},
      OTEL_TRACES_SAMPLER: 'parentbased_always_on',
      OTEL_TRACES_SAMPLER_ARG: 1,
    });
  });

  it('reads headers percent-encoded, and repeats none of their values', () => {
    const { OTEL_EXPORTER_OTLP_HEADERS } = environment({
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20abc%3D, x-scope=plant7',
    });
    assert.deepEqual(OTEL_EXPORTER_OTLP_HEADERS, { authorization: 'Basic abc=', 'x-scope': 'plant7' });
    assert.throws(
      () => environment({ OTEL_EXPORTER_OTLP_HEADERS: 'authorization=%zz-secret' }),
      (error) => error instanceof EnvironmentError && !error.message.includes('secret'),
    );
  });

  it('refuses what it does not know', () => {
    for (const [name, value] of [
      ['OTEL_TRACES_SAMPLER', 'sometimes'],
      ['OTEL_TRACES_SAMPLER_ARG', '1.5'],
      ['OTEL_TRACES_SAMPLER_ARG', '-1'],
      ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ] as const)
      assert.throws(() => environment({ [name]: value }), EnvironmentError, `${name}=${value}`);
  });
});

/** What a child process loaded that starts tracing with this environment. */
function modulesLoadedWith(endpoint: string | undefined): string[] {
  const script = `
    import { createLogger } from '${new URL('../src/log.ts', import.meta.url)}';
    import { createSubgraphServer } from '${new URL('../src/subgraph-server.ts', import.meta.url)}';
    import { observeJobs } from '${new URL('../src/jobs/observed-jobs.ts', import.meta.url)}';
    import { startTelemetry } from '${new URL('../src/telemetry/telemetry.ts', import.meta.url)}';
    import { readEnvironment } from '${new URL('../src/environment.ts', import.meta.url)}';
    import { TELEMETRY_VARIABLES } from '${new URL('../src/telemetry/telemetry-environment.ts', import.meta.url)}';
    import { createRequire } from 'node:module';
    const read = readEnvironment(TELEMETRY_VARIABLES, process.env);
    const telemetry = await startTelemetry(read, ['child'], createLogger('child', 'silent'));
    observeJobs({}, { service: 'child' });
    console.log(typeof createSubgraphServer);
    const loaded = Object.keys(createRequire(import.meta.url).cache);
    console.log(JSON.stringify(loaded));
    await telemetry.stop();`;
  const child = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH ?? '',
      ...(endpoint === undefined ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }),
    },
  });
  assert.equal(child.status, 0, child.stderr);
  const loaded = JSON.parse(child.stdout.split('\n')[1] ?? '') as string[];
  assert.ok(loaded.length > 50, 'the list of loaded modules is empty');
  return loaded.filter((path) => path.includes('@opentelemetry/') && !path.includes('@opentelemetry/api/'));
}

describe('tracing that is off', () => {
  it('loads nothing of the SDK', () => {
    assert.deepEqual(modulesLoadedWith(undefined), []);
    assert.ok(modulesLoadedWith('http://127.0.0.1:1').some((path) => path.includes('sdk-trace')));
  });

  it('passes nothing on', async () => {
    const telemetry = await startTelemetry(environment({}), SERVICES, silent);
    await inSpan(trace.getTracer('any'), 'anything', {}, async (span) => {
      assert.equal(span.isRecording(), false);
      assert.equal(activeTrace(), undefined);
    });
    await telemetry.stop();
  });
});

describe('tracing that is on', () => {
  let collector: OtlpCollector;
  let telemetry: Telemetry;
  let database: Database;
  let jobs: Jobs & { start(): Promise<void> };
  before(async () => {
    database = await openEmptyPglite();
    jobs = createPgBossJobs(database, { logger: silent });
    await jobs.start();
    collector = await startOtlpCollector();
  });
  after(async () => {
    await jobs.stop(1_000);
    await database.close();
    await collector[Symbol.asyncDispose]();
  });

  async function traced(run: () => Promise<void>, more: Record<string, string> = {}): Promise<void> {
    collector.spans.length = 0;
    telemetry = await startTelemetry(
      environment({ OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`, ...more }),
      SERVICES,
      silent,
    );
    try {
      await run();
    } finally {
      await telemetry.stop();
    }
  }

  it('keeps services of one process apart and sends what headers it is told', async () => {
    await traced(
      () =>
        inSpan(trace.getTracer('first'), 'outer', {}, () =>
          inSpan(trace.getTracer('a library'), 'not ours', {}, () =>
            inSpan(trace.getTracer('second'), 'inner', {}, async () => undefined),
          ),
        ),
      { OTEL_EXPORTER_OTLP_HEADERS: 'x-scope=plant%207' },
    );
    assert.deepEqual(drawTrace(collector.spans), ['first: outer', '  second: inner']);
    assert.equal(collector.requests.at(-1)?.path, '/v1/traces');
    assert.equal(collector.requests.at(-1)?.headers['x-scope'], 'plant 7');
  });

  it('says of an error what kind it is, and not a word of its message', async () => {
    await traced(async () => {
      const failing = inSpan(trace.getTracer('first'), 'fails', {}, async () => {
        throw Object.assign(new Error('the patient is called Ada'), { code: 'E_SAMPLE' });
      });
      await assert.rejects(failing, /Ada/);
    });
    assert.deepEqual(
      collector.spans.map(({ failed, attributes }) => [failed, attributes['error.type']]),
      [[true, 'E_SAMPLE']],
    );
    assert.doesNotMatch(collector.bodies.join(), /Ada/);
  });

  it('sends nothing of what is not sampled', async () => {
    const run = () => inSpan(trace.getTracer('first'), 'any', {}, async () => undefined);
    for (const sampler of ['always_off', 'parentbased_always_off']) {
      await traced(run, { OTEL_TRACES_SAMPLER: sampler });
      assert.deepEqual(collector.spans, [], sampler);
    }
    const ratio = { OTEL_TRACES_SAMPLER_ARG: '0' };
    for (const sampler of ['traceidratio', 'parentbased_traceidratio']) {
      await traced(run, { OTEL_TRACES_SAMPLER: sampler, ...ratio });
      assert.deepEqual(collector.spans, [], sampler);
    }
  });

  it('names the trace in logs of what is traced, and in no others', async () => {
    const lines: string[] = [];
    const logger = createLogger('test', 'info', { write: (line) => void lines.push(line) });
    await traced(async () => {
      logger.info('outside');
      await inSpan(trace.getTracer('first'), 'any', {}, async () => logger.info({ some: 1 }, 'inside'));
    });
    const [outside, inside] = lines.map((line) => JSON.parse(line));
    assert.equal('trace_id' in outside, false);
    const [span] = collector.spans;
    assert.deepEqual([inside.trace_id, inside.span_id, inside.some], [span?.traceId, span?.spanId, 1]);
  });

  it('carries a trace by a stored job to whoever handles it, beside the data', async () => {
    const metrics = createMetrics('worker');
    const { promise: handled, resolve } = Promise.withResolvers<object>();
    await traced(async () => {
      const sender = observeJobs(jobs, { service: 'sender' });
      const worker = observeJobs(jobs, { service: 'worker', metrics });
      await sender.declare('parcels', QUEUE_OPTIONS);
      const id = '018f0000-0000-7000-8000-000000000001';
      await inSpan(trace.getTracer('sender'), 'question', { kind: SpanKind.SERVER }, () =>
        sender.send('parcels', { weight: 7 }, { id }),
      );
      const found = await worker.find<object>('parcels', id);
      assert.deepEqual(found?.data, { weight: 7 });
      const stored = trace.getSpanContext(contextOfTrace(found?.trace));
      const { promise: inHandler, resolve: inside } = Promise.withResolvers<string | undefined>();
      await worker.work('parcels', { concurrency: 1 }, async ({ data }) => {
        inside(trace.getSpanContext(context.active())?.traceId);
        resolve(data);
      });
      assert.equal(await inHandler, stored?.traceId);
      await jobs.stop(1_000);
    });
    assert.deepEqual(await handled, { weight: 7 });
    assert.deepEqual(drawTrace(collector.spans), [
      'sender: question',
      '  sender: send parcels',
      '    worker: process parcels',
    ]);
    assert.match(
      await metrics.registry.metrics(),
      /job_duration_seconds_count\{service="worker",queue="parcels",outcome="completed"\} 1/,
    );
  });

  it('goes on without a collector, says so, and ends', async () => {
    const lines: string[] = [];
    const logger = createLogger('test', 'warn', { write: (line) => void lines.push(line) });
    const nobody = environment({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' });
    const lost = await startTelemetry(nobody, SERVICES, logger);
    await inSpan(trace.getTracer('first'), 'any', {}, async () => undefined);
    await lost.stop();
    assert.match(lines.join(''), /ECONNREFUSED.*the last spans could not be sent/s);
  });

  it('takes what makes no sense for no trace', () => {
    for (const carrier of [undefined, {}, { traceparent: 'nonsense' }, { traceparent: 7 }])
      assert.equal(trace.getSpanContext(contextOfTrace(carrier)), undefined);
    assert.equal(contextOfTrace(undefined), ROOT_CONTEXT);
  });
});
