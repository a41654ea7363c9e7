import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLogger } from '@codexcontinue/platform/log';
import { createMetrics } from '@codexcontinue/platform/metrics';
import { createMemoryUsageStore } from '@codexcontinue/platform/operations/memory-usage-store';
import {
  documentHash,
  type RegisteredOperation,
} from '@codexcontinue/platform/operations/operation-manifest';
import {
  addDays,
  dayOf,
  type UsageReport,
  type UsageStore,
} from '@codexcontinue/platform/operations/usage-store';
import { createUsageRecorder } from '../src/operations/usage-recorder.ts';
import type { GatewayDependencies } from '../src/server.ts';
import { composeCatalogue, startCatalogue } from './support/catalogue-subgraphs.ts';
import { startTestGateway } from './support/gateway.ts';
import { composeTestSupergraph } from './support/subgraphs.ts';
import { type SentOperation, TRANSPORTS } from './support/transports.ts';

const ME = 'query Me { me { name } }';
const REGISTERED: RegisteredOperation = { id: documentHash(ME), body: ME, name: 'Me', type: 'query' };
const manifests = new Map([['web', [REGISTERED]]]);

/** Runs a gateway, and reads what it counted until it stopped. */
async function usageOf(
  use: (send: (operation: SentOperation, client?: string) => Promise<unknown>, url: string) => Promise<void>,
  overrides: Partial<GatewayDependencies> = {},
): Promise<UsageReport> {
  const usageStore = createMemoryUsageStore();
  const gateway = await startTestGateway({ usageStore, manifests, ...overrides });
  const post = TRANSPORTS.POST;
  assert.ok(post);
  await use((operation, client) => post(gateway.url, operation, client), gateway.url);
  await gateway[Symbol.asyncDispose]();
  return usageStore.read(addDays(dayOf(new Date()), -1), dayOf(new Date()));
}

const countsOf = ({ operations }: UsageReport) =>
  Object.fromEntries(
    operations.map(({ client, operationName, count }) => [`${client} ${operationName}`, count]),
  );

describe('usage', () => {
  it('is counted by operation and registered client, whatever it came over; made-up clients count together', async () => {
    const report = await usageOf(async (send, url) => {
      for (const over of Object.values(TRANSPORTS)) await over(url, { query: ME }, 'web');
      await send({ query: 'query Me { me { name, __typename } }' }, 'web');
      await send({ query: ME }, 'made-up-1');
      await send({ query: ME }, 'made-up-2');
      await send({ query: '{ things { id } }' });
    });
    assert.deepEqual(countsOf(report), { 'web Me': 6, 'other Me': 2, 'other ': 1 });
    const me = report.operations.find(({ client }) => client === 'web');
    assert.equal(me?.documentHash, REGISTERED.id);
    assert.deepEqual(me?.coordinates, ['Query', 'Query.me', 'String', 'User', 'User.name']);
    assert.deepEqual(report.coordinates.find(({ coordinate }) => coordinate === 'User.name')?.clients, {
      web: 6,
      other: 2,
    });
  });

  it('is not counted of what is refused, nor of what the gateway asks by itself', async () => {
    const report = await usageOf(async (send, url) => {
      await send({ query: '{ nothing }' });
      await send({ query: 'query A { me { id } } query B { me { id } }' });
      await send({ query: 'subscription S { thingEvents(thingId: "t1") { cursor } }' });
      await TRANSPORTS.SSE?.(url, { query: 'subscription No { story(thingId: "t9") { cursor } }' });
    });
    assert.deepEqual(countsOf(report), { 'other No': 1 });
  });

  it('A2 keeps no name that is made to be long', async () => {
    const long = `A${'a'.repeat(100_000)}`;
    const report = await usageOf(async (send) => {
      await send({ query: `query ${long} { me { id } }` });
      await send({ query: `query ${long} { me { id } } query B { me { id } }`, operationName: long });
    });
    assert.deepEqual(
      report.operations.map(({ operationName, count }) => [operationName, count]),
      [
        ['', 1],
        ['', 1],
      ],
    );
  });

  it('is counted of answers from the cache as well', async () => {
    await using catalogue = await startCatalogue();
    let sent = 0;
    const report = await usageOf(
      async (send) => {
        let calls: number;
        const query = 'query P { products(first: 2) { upc } }';
        const extensions = { persistedQuery: { version: 1, sha256Hash: documentHash(query) } };
        for (const operation of [{ query, extensions }, { extensions }]) {
          do {
            calls = catalogue.calls();
            await send(operation);
            sent += 1;
          } while (catalogue.calls() > calls);
        }
      },
      { supergraphSdl: composeCatalogue(catalogue), manifests: new Map() },
    );
    assert.equal(countsOf(report)['other P'], sent);
    assert.equal(
      report.coordinates.find(({ coordinate }) => coordinate === 'Query.products(first:)')?.count,
      sent,
    );
  });

  it('of what is deprecated is a metric, by coordinate and registered client', async () => {
    const metrics = createMetrics('gateway');
    const supergraphSdl = composeTestSupergraph({
      auth: 'http://127.0.0.1:1/graphql',
      things: 'http://127.0.0.1:1/graphql',
    }).replace(/(me: User @join__field\(graph: AUTH\))/, '$1 @deprecated(reason: "x")');
    assert.match(supergraphSdl, /@deprecated\(reason: "x"\)/);
    await usageOf(
      async (send) => {
        await send({ query: ME }, 'web');
        for (let n = 0; n < 50; n += 1) await send({ query: ME }, `made-up-${n}`);
        await send({ query: '{ things { id } }' });
      },
      { metrics, supergraphSdl },
    );
    const text = await metrics.registry.getSingleMetricAsString('gateway_deprecated_field_uses_total');
    assert.deepEqual(
      text.split('\n').filter((line) => !line.startsWith('#')),
      [
        'gateway_deprecated_field_uses_total{coordinate="Query.me",client="web",service="gateway"} 1',
        'gateway_deprecated_field_uses_total{coordinate="Query.me",client="other",service="gateway"} 50',
      ],
    );
  });
});

describe('counting usage', () => {
  const logger = createLogger('test', 'silent');
  const facts = (documentHash: string) => ({
    documentHash,
    operationName: 'Me',
    isRegistered: false,
    coordinates: ['Query.me'],
  });
  const today = () => dayOf(new Date());

  it('loses nothing while the store is away, and counts nothing twice', async () => {
    const memory = createMemoryUsageStore();
    let isAway = true;
    const store: UsageStore = {
      ...memory,
      add: (day, uses) => (isAway ? Promise.reject(new Error('away')) : memory.add(day, uses)),
    };
    const recorder = createUsageRecorder(store, logger);
    for (let n = 0; n < 150; n += 1) recorder.record('other', facts(`h${n}`));
    await recorder.flush();
    recorder.record('other', facts('h1'));
    await recorder.flush();
    isAway = false;
    await recorder.flush();
    await recorder.stop();
    assert.equal((await memory.read(addDays(today(), -1), today())).executions, 151);
  });

  it('A2 holds a bounded number of different operations, however many there are', async () => {
    const added: number[] = [];
    const store: UsageStore = {
      ...createMemoryUsageStore(),
      add: async (_day, uses) => void added.push(uses.length),
    };
    const recorder = createUsageRecorder(store, logger);
    for (let n = 0; n < 10_000; n += 1) recorder.record('other', facts(`h${n}`));
    await recorder.stop();
    assert.equal(
      added.reduce((sum, length) => sum + length, 0),
      2_000,
    );
    assert.ok(added.every((length) => length <= 100));
  });

  it('A2 1,000 different operations of nobody we know are one line of the report beyond the bound', async () => {
    const store = createMemoryUsageStore({ operationsPerDay: 10, documents: 10, days: 90 });
    const recorder = createUsageRecorder(store, logger);
    for (let n = 0; n < 1_000; n += 1) recorder.record('other', facts(`h${n}`));
    await recorder.flush();
    const report = await store.read(addDays(today(), -1), today());
    assert.equal(report.operations.length, 11);
    assert.equal(report.executions, 1_000);
    assert.deepEqual(
      report.coordinates.map(({ coordinate, count }) => [coordinate, count]),
      [['Query.me', 1_000]],
    );
    await recorder.stop();
  });
});
