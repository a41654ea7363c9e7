import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLogger } from '@codexcontinue/platform/log';
import { createMetrics } from '@codexcontinue/platform/metrics';
import { startTelemetry, type Telemetry } from '@codexcontinue/platform/telemetry/telemetry';
import { type OtlpCollector, startOtlpCollector } from '../../../platform/test/helpers/otlp-collector.ts';
import { type MlSystem, startMlSystem } from './helpers/ml-system.ts';
import { startOllama, type TestOllama } from './helpers/ollama.ts';

const QUESTION = 'Why is the Zanzibar valve orange?';

describe('what operators see of answers', () => {
  const metrics = createMetrics('ml');
  let collector: OtlpCollector;
  let telemetry: Telemetry;
  let ollama: TestOllama;
  let system: MlSystem;
  before(async () => {
    collector = await startOtlpCollector();
    telemetry = await startTelemetry(
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_HEADERS: {},
        OTEL_RESOURCE_ATTRIBUTES: {},
        OTEL_TRACES_SAMPLER: 'always_on',
        OTEL_TRACES_SAMPLER_ARG: 1,
      },
      ['ml'],
      createLogger('test', 'silent'),
    );
    ollama = await startOllama(['llama3.2']);
    system = await startMlSystem({ ollamaUrl: ollama.url, metrics });
    for (const next of [null, 'error-in-stream']) {
      await ollama.behave({ next });
      await system.finished(await system.request(QUESTION));
    }
    await system.close();
    await ollama.simulator.stop();
    await telemetry.stop();
  });
  after(() => collector[Symbol.asyncDispose]());

  it('follows a job without a trace as a trace of its own', () => {
    const generations = collector.spans.filter(({ name }) => name === 'generation');
    assert.deepEqual(
      generations.map(({ parentSpanId, attributes }) => [
        parentSpanId,
        attributes['codexcontinue.generation.status'],
      ]),
      [
        ['', 'COMPLETED'],
        ['', 'FAILED'],
      ],
    );
  });

  it('says by a code why a model failed, and not a word of what was asked', () => {
    const chats = collector.spans.filter(({ name }) => name.startsWith('chat '));
    assert.deepEqual(
      chats.map(({ failed, attributes }) => [failed, attributes['error.type']]),
      [
        [false, undefined],
        [true, 'MODEL_STREAM_BROKEN'],
      ],
    );
    assert.doesNotMatch(collector.bodies.join('\n'), /Zanzibar|orange/);
  });

  it('counts failures of Ollama, how fast it writes, and jobs', async () => {
    const text = await metrics.registry.metrics();
    for (const line of [
      'ml_ollama_failures_total{operation="chat",code="MODEL_STREAM_BROKEN",service="ml"} 1',
      'ml_generations_total{engine="OLLAMA",status="COMPLETED",service="ml"} 1',
      'ml_generations_total{engine="OLLAMA",status="FAILED",service="ml"} 1',
      'job_duration_seconds_count{service="ml",queue="generation.requested",outcome="completed"} 2',
    ])
      assert.ok(text.includes(line), `${line}\n${text}`);
    assert.match(text, /ml_generation_tokens_per_second_count\{service="ml"\} [12]\n/);
  });
});
