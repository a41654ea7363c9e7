import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { documentHash } from '@codexcontinue/platform/operations/operation-manifest';
import fc from 'fast-check';
import { createBoundedLabels } from '../src/telemetry/bounded-labels.ts';
import { sharesOf } from '../src/telemetry/slow-operation.ts';
import { connectSocket, openSse, post } from './support/clients.ts';
import { eventually } from './support/gateway.ts';
import { startTracedGateway, type TracedGateway } from './support/traced-gateway.ts';

const QUERY = 'query Names($id: ID!) { thing(id: $id) { title owner { name } } }';
const FOLLOW = 'subscription Follow { thingEvents(thingId: "t1") { kind } }';
const ADA = { authorization: 'Bearer ada' };

let gateway: TracedGateway | undefined;
afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
});

async function start(options: Parameters<typeof startTracedGateway>[0]): Promise<TracedGateway> {
  gateway = await startTracedGateway(options);
  return gateway;
}

describe('the log of slow operations', () => {
  /** Every operation is slower than a millisecond that asks for this. */
  const slow = async () => {
    const began = performance.now();
    while (performance.now() - began < 2) await new Promise((resolve) => setImmediate(resolve));
  };
  const slowLines = () => gateway?.lines.filter(({ msg }) => msg === 'a slow operation') ?? [];

  it('says once what was slow and which subgraphs took how long, and no variable', async () => {
    const { url, lines } = await start({ slow, gateway: { slowOperationMilliseconds: 1 } });
    const query = 'query Both($id: ID!) { slow thing(id: $id) { owner { name } } }';
    await post(url, { query, variables: { id: 'a-secret' } });
    const [line, ...more] = slowLines();
    assert.deepEqual(more, []);
    assert.equal(line?.level, 40);
    assert.equal(line?.operationType, 'query');
    assert.equal(line?.operationName, 'Both');
    assert.equal(line?.documentHash, documentHash(query));
    assert.equal(line?.responseCache, 'miss');
    assert.ok(Number(line?.milliseconds) >= 1);
    const fetches = line?.fetches as { subgraph: string; count: number; milliseconds: number }[];
    assert.deepEqual(Object.fromEntries(fetches.map(({ subgraph, count }) => [subgraph, count])), {
      things: 1,
      auth: 1,
    });
    assert.ok(fetches.every(({ milliseconds }) => milliseconds <= Number(line?.milliseconds)));
    assert.doesNotMatch(JSON.stringify(lines), /a-secret/);
  });

  it('says nothing of what is fast, and nothing at all where it is off', async () => {
    for (const slowOperationMilliseconds of [60_000, 0]) {
      const { url } = await start({ slow, gateway: { slowOperationMilliseconds } });
      await post(url, { query: '{ slow }' });
      assert.deepEqual(slowLines(), []);
      await gateway?.stop();
    }
  });

  it('adds the calls of each subgraph up', () => {
    const call = fc.record({
      subgraph: fc.constantFrom('auth', 'business', 'ml'),
      milliseconds: fc.integer({ min: 0, max: 10_000 }),
    });
    fc.assert(
      fc.property(fc.array(call), (fetches) => {
        const shares = sharesOf(fetches);
        const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
        assert.equal(sum(shares.map(({ count }) => count)), fetches.length);
        assert.equal(
          sum(shares.map(({ milliseconds }) => milliseconds)),
          sum(fetches.map(({ milliseconds }) => milliseconds)),
        );
        for (const { slowest, milliseconds } of shares) assert.ok(slowest <= milliseconds);
        assert.deepEqual(
          shares.map(({ milliseconds }) => milliseconds),
          shares.map(({ milliseconds }) => milliseconds).sort((left, right) => right - left),
        );
      }),
    );
  });
});

describe('the metrics of operations', () => {
  const seriesOf = async (name: string) =>
    (await (gateway as TracedGateway).metrics.registry.metrics())
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`));

  it('names registered operations, and counts all others together', async () => {
    const operation = { id: documentHash(QUERY), body: QUERY, name: 'Names', type: 'query' } as const;
    const { url } = await start({ gateway: { manifests: new Map([['web', [operation]]]) } });
    await post(url, { query: QUERY, variables: { id: 't1' } });
    for (const name of ['Names', 'Made', 'Up']) await post(url, { query: `query ${name} { slow }` });
    await post(url, { query: 'mutation { signIn(name: "Ada") { id } }' });
    assert.deepEqual((await seriesOf('gateway_operation_duration_seconds_count')).sort(), [
      'gateway_operation_duration_seconds_count{service="gateway",type="mutation",name="other"} 1',
      'gateway_operation_duration_seconds_count{service="gateway",type="query",name="Names"} 1',
      'gateway_operation_duration_seconds_count{service="gateway",type="query",name="other"} 3',
    ]);
  });

  it('counts operations with errors by code, a code once for each', async () => {
    const { url } = await start({});
    await post(url, { query: '{ a: crash b: crash }' });
    await post(url, { query: '{ noSuchField }' });
    assert.deepEqual((await seriesOf('gateway_operation_errors_total')).sort(), [
      'gateway_operation_errors_total{code="GRAPHQL_VALIDATION_FAILED",service="gateway"} 1',
      'gateway_operation_errors_total{code="INTERNAL_SERVER_ERROR",service="gateway"} 1',
    ]);
  });

  it('counts a subscription when it stands, and one that is refused by its code', async () => {
    const { url } = await start({});
    const stream = await openSse(url, { query: FOLLOW }, ADA);
    await openSse(
      url,
      { query: 'subscription { thingEvents(thingId: "t1", after: "no cursor") { kind } }' },
      ADA,
    );
    assert.deepEqual(await seriesOf('gateway_operation_duration_seconds_count'), [
      'gateway_operation_duration_seconds_count{service="gateway",type="subscription",name="other"} 2',
    ]);
    assert.equal((await seriesOf('gateway_operation_errors_total')).length, 1);
    stream.close();
  });

  it('knows how many sockets and streams are open', async () => {
    const { url } = await start({});
    const open = async (transport: string) =>
      (await seriesOf('gateway_connections_open'))
        .find((line) => line.includes(transport))
        ?.split(' ')
        .at(-1);
    const stream = await openSse(url, { query: FOLLOW }, ADA);
    const socket = await connectSocket(url, ADA.authorization);
    assert.deepEqual([await open('stream'), await open('websocket')], ['1', '1']);
    stream.close();
    socket.socket.close();
    await socket.closed;
    let counts: (string | undefined)[] = [];
    const read = async () => {
      counts = [await open('stream'), await open('websocket')];
    };
    await read();
    await eventually(() => {
      void read();
      return counts.every((count) => count === '0');
    }, 'both are over');
  });

  it('keeps the values of a label few, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.integer({ min: 0, max: 5 }), (values, maximum) => {
        const labelOf = createBoundedLabels(maximum, /^[a-z]+$/);
        const labels = new Set(values.map(labelOf));
        labels.delete('other');
        assert.ok(labels.size <= maximum);
        for (const label of labels) assert.match(label, /^[a-z]+$/);
        for (const label of labels) assert.equal(labelOf(label), label);
      }),
    );
  });
});
