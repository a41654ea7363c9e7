import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createMetrics, type Metrics } from '@codexcontinue/platform/metrics';
import { connectSocket, openSse } from '../../gateway/test/support/clients.ts';
import { eventually, startTestGateway, type TestGateway } from '../../gateway/test/support/gateway.ts';
import { openMultipart } from '../../gateway/test/support/multipart-client.ts';
import { frame, openRawSocket, TEXT, waitFor } from '../../gateway/test/support/raw-socket.ts';
import { TRANSPORTS } from '../../gateway/test/support/transports.ts';
import { createObservedEventLog, type ObservedEventLog } from './support/observed-event-log.ts';

const LIVE = 'subscription { thingEvents(thingId: "t1") { kind } }';
const TOPIC = 'thing:t1';
const ADA = { authorization: 'Bearer ada' };
const VANISHING = 200;

describe('a subscription that is over', { timeout: 180_000 }, () => {
  let gateway: TestGateway;
  let eventLog: ObservedEventLog;
  let metrics: Metrics;
  before(async () => {
    metrics = createMetrics('gateway');
    eventLog = createObservedEventLog();
    gateway = await startTestGateway({
      eventLog,
      metrics,
      transportLimits: { connectionsPerPerson: 1_000, connectionsPerAddress: 1_000 },
    });
  });
  after(() => gateway[Symbol.asyncDispose]());

  /** The sum of a gauge over its labels, as it is scraped. */
  async function gauge(name: string): Promise<number> {
    const text = await metrics.registry.getSingleMetricAsString(name);
    return [...text.matchAll(/^[a-z_]+\{.*\} (\d+)$/gm)].reduce((sum, [, value]) => sum + Number(value), 0);
  }

  async function untilAllIsOver(): Promise<void> {
    await eventually(() => eventLog.followers(TOPIC) === 0, 'nobody follows the topic');
    while ((await gauge('gateway_subscriptions_open')) > 0 || (await gauge('gateway_connections_open')) > 0)
      await new Promise((resolve) => setImmediate(resolve));
  }

  /** Subscribes over a stream and never reads on. */
  async function openRawStream(accept: string): Promise<Socket> {
    const { hostname, port, host } = new URL(gateway.url);
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on('error', () => {});
    const body = JSON.stringify({ query: LIVE });
    const head = [
      'POST /graphql HTTP/1.1',
      `Host: ${host}`,
      `Accept: ${accept}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    await waitFor(socket, 'HTTP/1.1 200');
    return socket;
  }

  async function subscribeRawSocket(): Promise<Socket> {
    const socket = await openRawSocket(gateway.url);
    socket.write(frame(TEXT, JSON.stringify({ id: '1', type: 'subscribe', payload: { query: LIVE } })));
    return socket;
  }

  it(`leaves nothing behind when ${VANISHING} clients vanish without a word`, async () => {
    const ways = [
      () => openRawStream('text/event-stream'),
      () => openRawStream('multipart/mixed;subscriptionSpec=1.0'),
      subscribeRawSocket,
    ];
    const sockets = await Promise.all(
      Array.from({ length: VANISHING }, (_, index) => ways[index % ways.length]?.()),
    );
    await eventually(() => eventLog.followers(TOPIC) === VANISHING, 'all follow the topic');
    assert.equal(await gauge('gateway_subscriptions_open'), VANISHING);
    assert.equal(await gauge('gateway_connections_open'), VANISHING);
    for (const socket of sockets) socket?.destroy();
    await untilAllIsOver();
  });

  it('leaves nothing behind when clients vanish before they are answered', async () => {
    const held = Promise.withResolvers<void>();
    gateway.things.hold = held.promise;
    const asked = gateway.things.calls.length;
    const controller = new AbortController();
    const requests = Array.from({ length: 20 }, () =>
      fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query: LIVE }),
        signal: controller.signal,
      }),
    );
    await eventually(() => gateway.things.calls.length > asked, 'the guard is asked');
    while ((await gauge('gateway_connections_open')) < requests.length)
      await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    const outcomes = await Promise.allSettled(requests);
    assert.ok(outcomes.every(({ status }) => status === 'rejected'));
    held.resolve();
    gateway.things.hold = undefined;
    // Who comes later is served later: by then those before have been seen to.
    const stream = await openSse(gateway.url, { query: LIVE }, ADA);
    await gateway.eventLog.append(TOPIC, { data: { kind: 'A' } });
    await stream.next();
    assert.equal(eventLog.followers(TOPIC), 1);
    stream.close();
    await untilAllIsOver();
  });

  it('leaves nothing behind when clients take their leave', async () => {
    const streams = await Promise.all([
      openSse(gateway.url, { query: LIVE }, ADA),
      openMultipart(gateway.url, { query: LIVE }, ADA),
    ]);
    const connection = await connectSocket(gateway.url, 'Bearer ada');
    for (const id of ['1', '2', '3']) connection.send({ id, type: 'subscribe', payload: { query: LIVE } });
    await eventually(() => eventLog.followers(TOPIC) === 5, 'all follow the topic');
    connection.send({ id: '2', type: 'complete' });
    await eventually(() => eventLog.followers(TOPIC) === 4, 'one less follows');
    for (const stream of streams) stream.close();
    await eventually(() => eventLog.followers(TOPIC) === 2, 'the streams are gone');
    connection.socket.close();
    await untilAllIsOver();
  });

  for (const [transport, send] of Object.entries(TRANSPORTS)) {
    if (transport === 'POST' || transport === 'GET') continue;
    it(`is refused aloud where there is nothing to follow, over ${transport}`, async () => {
      const { errors } = await send(gateway.url, { query: LIVE.replace('t1', 'nothing') });
      assert.deepEqual(
        errors.map(({ extensions }) => extensions.code),
        ['NOT_FOUND'],
      );
      assert.equal(eventLog.followers('thing:nothing'), 0);
      await untilAllIsOver();
    });
  }

  for (const transport of ['POST', 'GET'] as const) {
    it(`is refused aloud over plain ${transport}, which could not carry it`, async () => {
      const send = TRANSPORTS[transport];
      const { errors } = (await send?.(gateway.url, { query: LIVE })) ?? { errors: [] };
      assert.equal(errors.length, 1);
      assert.equal(errors[0]?.extensions.code, 'BAD_REQUEST');
    });
  }
});
