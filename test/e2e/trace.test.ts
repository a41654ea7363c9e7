import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createOllamaSimulator, type OllamaSimulator } from '@codexcontinue/ollama-simulator/server';
import {
  type CollectedSpan,
  drawTrace,
  type OtlpCollector,
  startOtlpCollector,
} from '../../platform/test/helpers/otlp-collector.ts';
import { collect, JourneyClient } from '../helpers/journey-client.ts';
import { startStandalone } from '../helpers/running-program.ts';

const MODEL = 'qwen3:0.6b';
const QUESTION = 'How often is the Zanzibar valve inspected?';
/** What a client's tracing sends; the gateway links it and decides by itself. */
const CLIENT_TRACE = '0af7651916cd43dd8448eb211c80319c';

describe('the trace of a question', () => {
  let collector: OtlpCollector;
  let ollama: OllamaSimulator;
  let spans: readonly CollectedSpan[];
  let answer = '';
  const email = `${randomUUID()}@example.org`;
  before(async () => {
    collector = await startOtlpCollector();
    ollama = createOllamaSimulator({ models: [MODEL], port: 0 });
    await ollama.start();
    const standalone = await startStandalone({
      OLLAMA_URL: ollama.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    });
    const client = new JourneyClient(standalone.url);
    await client.signUp(email);
    const conversationId = await client.createConversation(await client.createWorkspace('Traced'));
    const response = await fetch(`${standalone.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${client.accessToken}`,
        traceparent: `00-${CLIENT_TRACE}-b7ad6b7169203331-01`,
      },
      body: JSON.stringify({
        query:
          'mutation Ask($input: SendMessageInput!) { sendMessage(input: $input) { ... on MessageSent { generation { id status } } } }',
        variables: { input: { conversationId, content: QUESTION } },
      }),
    });
    const { data } = (await response.json()) as { data: { sendMessage: { generation: { id: string } } } };
    const events = await collect(client.followOverSse(data.sendMessage.generation.id));
    assert.equal(events.at(-1)?.kind, 'COMPLETED');
    answer = events.at(-1)?.generation?.text ?? '';
    // What is on its way is sent before it stops.
    await standalone.stop();
    const root = collector.spans.find(({ attributes }) => attributes['graphql.operation.name'] === 'Ask');
    spans = collector.spans.filter(({ traceId }) => traceId === root?.traceId);
  });
  after(async () => {
    await ollama.stop();
    await collector[Symbol.asyncDispose]();
  });

  const named = (name: string): CollectedSpan => {
    const found = spans.filter((span) => span.name === name);
    assert.equal(found.length, 1, `${name} in\n${drawTrace(spans).join('\n')}`);
    return found[0] as CollectedSpan;
  };

  it('is one, from the gateway through the job to the model and back', () => {
    // auth writes the generation into the audit log, before or after the spans were collected.
    const answering = new Set(spans.map(({ service }) => service).filter((service) => service !== 'auth'));
    assert.deepEqual(answering, new Set(['gateway', 'business', 'ml']));
    const lines = drawTrace(spans);
    assert.equal(lines.length, spans.length, 'every span hangs from the root');
    assert.equal(lines[0], 'gateway: mutation');
    const pathTo = (span: CollectedSpan): string[] => {
      const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
      return [...(parent ? pathTo(parent) : []), `${span.service}: ${span.name}`];
    };
    const toJob = [
      'gateway: mutation',
      'gateway: POST business',
      'business: mutation',
      'business: send generation.requested',
    ];
    assert.deepEqual(pathTo(named('process generation.requested')), [
      ...toJob,
      'ml: process generation.requested',
    ]);
    assert.deepEqual(pathTo(named('retrieval')), [...toJob, 'ml: generation', 'ml: retrieval']);
    assert.deepEqual(pathTo(named(`chat ${MODEL}`)), [...toJob, 'ml: generation', `ml: chat ${MODEL}`]);
    assert.deepEqual(pathTo(named('process generation.finished')), [
      ...toJob,
      'ml: generation',
      'ml: send generation.finished',
      'business: process generation.finished',
    ]);
  });

  it('says which model answered, how much it read and wrote, and how it ended', () => {
    const { attributes } = named(`chat ${MODEL}`);
    assert.equal(attributes['gen_ai.provider.name'], 'ollama');
    assert.equal(attributes['gen_ai.request.model'], MODEL);
    assert.deepEqual(attributes['gen_ai.response.finish_reasons'], ['stop']);
    for (const name of ['gen_ai.usage.input_tokens', 'gen_ai.usage.output_tokens'])
      assert.ok(Number(attributes[name]) > 0, name);
    assert.equal(named('generation').attributes['codexcontinue.generation.status'], 'COMPLETED');
    assert.deepEqual(
      spans.filter(({ failed }) => failed),
      [],
    );
  });

  it("links the client's trace and is not made part of it", () => {
    assert.deepEqual(
      (spans.find(({ parentSpanId }) => parentSpanId === '')?.links ?? []).map(({ traceId }) => traceId),
      [CLIENT_TRACE],
    );
    assert.notEqual(spans[0]?.traceId, CLIENT_TRACE);
  });

  it('holds not a word of the question, the answer, or who asked', () => {
    const sent = collector.bodies.join('\n');
    assert.ok(answer.length > 20);
    for (const secret of [
      'Zanzibar',
      answer.slice(0, 20),
      email,
      'correct horse',
      'Bearer',
      'sendMessage(',
    ]) {
      assert.ok(!sent.includes(secret), secret);
    }
  });

  it('has a span for the subscription, and none for its events', () => {
    const subscriptions = collector.spans.filter(
      ({ attributes }) => attributes['graphql.operation.type'] === 'subscription',
    );
    assert.deepEqual(
      subscriptions.map(({ service, attributes }) => [service, attributes['graphql.operation.name']]),
      [['gateway', 'Answer']],
    );
  });
});
