import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { documentHash } from '@codexcontinue/platform/operations/operation-manifest';
import {
  type CollectedSpan,
  drawTrace,
  type OtlpCollector,
  startOtlpCollector,
} from '../../platform/test/helpers/otlp-collector.ts';
import { openSse, post } from './support/clients.ts';
import { startTracedGateway, type TracedGateway } from './support/traced-gateway.ts';

const QUERY = 'query Names($id: ID!) { thing(id: $id) { title owner { name } } }';
const VARIABLES = { id: 'a-secret-of-the-client' };
const CLIENT_TRACE = '0af7651916cd43dd8448eb211c80319c';
const KEPT = `00-${CLIENT_TRACE}-b7ad6b7169203331-01`;
const NOT_KEPT = `00-${CLIENT_TRACE}-b7ad6b7169203331-00`;

describe('the trace of an operation', () => {
  let collector: OtlpCollector;
  let gateway: TracedGateway | undefined;
  beforeEach(async () => {
    collector = await startOtlpCollector();
  });
  afterEach(async () => {
    await gateway?.stop();
    gateway = undefined;
    await collector[Symbol.asyncDispose]();
  });

  async function start(options: Omit<Parameters<typeof startTracedGateway>[0], 'endpoint'> = {}) {
    gateway = await startTracedGateway({ endpoint: collector.url, ...options });
    return gateway;
  }

  /** All that was sent, once everything has stopped. */
  async function sent(): Promise<readonly CollectedSpan[]> {
    await gateway?.stop();
    gateway = undefined;
    return collector.spans;
  }

  it('is one across the gateway and its subgraphs', async () => {
    const { url } = await start();
    const answer = await post(url, { query: QUERY, variables: VARIABLES });
    assert.deepEqual(answer.data, { thing: { title: 'First', owner: { name: 'Ada' } } });
    const spans = await sent();
    assert.equal(new Set(spans.map(({ traceId }) => traceId)).size, 1);
    assert.deepEqual(drawTrace(spans), [
      'gateway: query',
      '  gateway: POST things',
      '    things: query',
      '  gateway: POST auth',
      '    auth: query',
    ]);
    const root = spans.find(({ parentSpanId }) => parentSpanId === '');
    assert.equal(root?.attributes['graphql.operation.name'], 'Names');
    assert.match(String(root?.attributes['graphql.document.hash']), /^[0-9a-f]{64}$/);
    const fetch = spans.find(({ name }) => name === 'POST things');
    assert.equal(fetch?.attributes['http.response.status_code'], 200);
    const all = collector.bodies.join('\n');
    for (const secret of [VARIABLES.id, 'title', 'First', 'owner']) assert.ok(!all.includes(secret), secret);
  });

  it("names a registered operation in the span's name", async () => {
    const operation = { id: documentHash(QUERY), body: QUERY, name: 'Names', type: 'query' } as const;
    const { url } = await start({ gateway: { manifests: new Map([['web', [operation]]]) } });
    await post(url, { query: QUERY, variables: VARIABLES });
    assert.equal(drawTrace(await sent())[0], 'gateway: query Names');
  });

  it("links a client's trace, whose sampling counts for nothing", async () => {
    const { url } = await start();
    for (const traceparent of [KEPT, NOT_KEPT]) await post(url, { query: '{ slow }' }, { traceparent });
    const roots = (await sent()).filter(({ parentSpanId }) => parentSpanId === '');
    assert.deepEqual(
      roots.map(({ links }) => links.map(({ traceId }) => traceId)),
      [[CLIENT_TRACE], [CLIENT_TRACE]],
    );
    assert.ok(roots.every(({ traceId }) => traceId !== CLIENT_TRACE));
  });

  it('is not kept because a client wants it to be', async () => {
    const { url } = await start({ sampler: 'always_off' });
    await post(url, { query: '{ slow }' }, { traceparent: KEPT });
    assert.deepEqual(await sent(), []);
  });

  it("continues a client's trace where that is wanted, and keeps what the client keeps", async () => {
    const { url } = await start({ gateway: { clientTraces: 'continue' } });
    await post(url, { query: '{ slow }' }, { traceparent: NOT_KEPT });
    await post(url, { query: '{ slow }' }, { traceparent: KEPT });
    const spans = await sent();
    assert.deepEqual(
      spans.map(({ traceId }) => traceId),
      [CLIENT_TRACE, CLIENT_TRACE, CLIENT_TRACE],
    );
  });

  it('takes nothing of a traceparent that is none, nor anything where all are ignored', async () => {
    const hostile = [
      '',
      'nonsense',
      KEPT.toUpperCase(),
      `${KEPT}-more`,
      `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    ];
    const { url } = await start({ gateway: { clientTraces: 'continue' } });
    for (const traceparent of hostile) await post(url, { query: '{ slow }' }, { traceparent });
    assert.equal((await sent()).filter(({ parentSpanId }) => parentSpanId === '').length, hostile.length);
    collector.spans.length = 0;
    const other = await start({ gateway: { clientTraces: 'ignore' } });
    await post(other.url, { query: '{ slow }' }, { traceparent: KEPT });
    const [root] = (await sent()).filter(({ parentSpanId }) => parentSpanId === '');
    assert.deepEqual(root?.links, []);
  });

  it('says the code of what failed, without its message, and that of what never ran', async () => {
    const { url } = await start();
    await post(url, { query: '{ crash }' });
    await post(url, { query: '{ noSuchField }' });
    const spans = await sent();
    const failed = spans.filter((span) => span.failed);
    assert.deepEqual(
      failed.map(({ service, name, attributes }) => [service, name, attributes['error.type']]).sort(),
      [
        ['gateway', 'query', 'INTERNAL_SERVER_ERROR'],
        ['gateway', 'unknown', 'GRAPHQL_VALIDATION_FAILED'],
        ['things', 'query', 'INTERNAL_SERVER_ERROR'],
      ],
    );
    assert.doesNotMatch(collector.bodies.join('\n'), /secret|noSuchField/);
  });

  it('is named in what the gateway logs of the operation', async () => {
    const { url, lines } = await start({ gateway: { subgraphUrls: { things: 'http://127.0.0.1:1/' } } });
    await post(url, { query: '{ slow }' });
    const line = lines.find(({ msg }) => msg === 'a subgraph does not answer');
    const [fetch] = (await sent()).filter(({ name }) => name === 'POST things');
    assert.ok(fetch?.failed);
    assert.equal(line?.trace_id, fetch.traceId);
  });

  it('has a span for a subscription with its guard, and none for events', async () => {
    const { url, eventLog } = await start();
    const stream = await openSse(
      url,
      {
        query: 'subscription Follow { thingEvents(thingId: "t1") { kind thing { title } actor { name } } }',
      },
      { authorization: 'Bearer ada', traceparent: KEPT },
    );
    for (const kind of ['ONE', 'TWO']) {
      await eventLog.append('thing:t1', { data: { kind, thing: { id: 't1' }, actor: { id: 'u1' } } });
      assert.match((await stream.next())?.data ?? '', /"First".*"Ada"/);
    }
    stream.close();
    const spans = await sent();
    assert.deepEqual(drawTrace(spans), [
      'gateway: subscription',
      '  gateway: POST things',
      '    things: query',
    ]);
    assert.equal(spans.find(({ parentSpanId }) => parentSpanId === '')?.links[0]?.traceId, CLIENT_TRACE);
  });
});
