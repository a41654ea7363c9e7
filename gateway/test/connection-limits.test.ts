import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { collectSse, connectSocket, openSocket, openSse, upgradeStatus } from './support/clients.ts';
import { startTestGateway, type TestGateway } from './support/gateway.ts';
import { openMultipart } from './support/multipart-client.ts';

const LIVE = 'subscription { thingEvents(thingId: "t1") { kind } }';
const ADA = { authorization: 'Bearer ada' };
const GRACE = { authorization: 'Bearer grace' };

/** Whether a socket of this person is acknowledged. */
async function isTaken(gateway: TestGateway, authorization: string): Promise<boolean> {
  const socket = await openSocket(gateway.url);
  socket.send({ type: 'connection_init', payload: { authorization } });
  const first = await Promise.race([socket.next(), socket.closed]);
  socket.socket.close();
  await socket.closed;
  if ('type' in first) return true;
  assert.deepEqual(first, { code: 1008, reason: 'Too many connections' });
  return false;
}

describe('what one socket may ask for', () => {
  it('A33 5,000 subscriptions: those beyond its share are refused, each with its code', async () => {
    await using gateway = await startTestGateway({
      transportLimits: { messageBurst: 10_000 },
      // Client, gateway and subgraph share this process: on a busy machine 5,000 messages take over a second of it.
      subgraphDeadlineMilliseconds: 30_000,
    });
    const { send, next, socket } = await connectSocket(gateway.url, 'Bearer ada');
    for (let id = 1; id <= 5_000; id += 1)
      send({ id: String(id), type: 'subscribe', payload: { query: LIVE } });
    for (let refused = 0; refused < 4_800; refused += 1) {
      const { type, payload } = await next();
      assert.equal(type, 'error');
      const [fault] = payload as unknown as { extensions: { code: string } }[];
      assert.equal(fault?.extensions.code, 'TOO_MANY_SUBSCRIPTIONS');
    }
    // One that is completed makes room for another.
    send({ id: '1', type: 'complete' });
    send({ id: 'more', type: 'subscribe', payload: { query: '{ me { id } }' } });
    assert.deepEqual(await next(), {
      id: 'more',
      type: 'next',
      payload: { data: { me: { id: 'u1' } } },
    });
    socket.close();
  });

  it('A39 1,000 messages a second: it is closed', async () => {
    await using gateway = await startTestGateway();
    const connection = await connectSocket(gateway.url);
    const innocent = await connectSocket(gateway.url);
    for (let count = 0; count < 1_000; count += 1) connection.send({ type: 'ping' });
    innocent.send({ id: '1', type: 'subscribe', payload: { query: '{ me { id } }' } });
    assert.equal((await innocent.next()).type, 'next');
    assert.deepEqual(await connection.closed, { code: 1008, reason: 'Too many messages' });
    innocent.socket.close();
  });

  it('A39 1,000 control frames a second: it is closed', async () => {
    await using gateway = await startTestGateway();
    const { socket, closed } = await connectSocket(gateway.url);
    for (let count = 0; count < 1_000; count += 1) socket.pong();
    assert.deepEqual(await closed, { code: 1008, reason: 'Too many messages' });
    // Pings need an answer: `ws` gives up sooner on a client that does not wait for it.
    const pinging = await connectSocket(gateway.url);
    for (let count = 0; count < 1_000; count += 1) pinging.socket.ping();
    await pinging.closed;
  });

  it('A30 no connection_init: it is closed with 4408', async () => {
    await using gateway = await startTestGateway({
      transportLimits: { connectionInitTimeoutMilliseconds: 50 },
    });
    const { closed } = await openSocket(gateway.url);
    assert.equal((await closed).code, 4408);
  });

  it('A31 a 50 MB connection_init: it is closed with 1009', async () => {
    await using gateway = await startTestGateway();
    const { send, closed } = await openSocket(gateway.url);
    send({ type: 'connection_init', payload: { authorization: 'x'.repeat(50_000_000) } });
    assert.equal((await closed).code, 1009);
  });
});

describe('how many connections are taken', () => {
  it('A33 of one person: a few, over all transports together', async () => {
    await using gateway = await startTestGateway({ transportLimits: { connectionsPerPerson: 3 } });
    const socket = await connectSocket(gateway.url, 'Bearer ada');
    const events = await openSse(gateway.url, { query: LIVE }, ADA);
    const parts = await openMultipart(gateway.url, { query: LIVE }, ADA);
    assert.equal(await isTaken(gateway, 'Bearer ada'), false);
    for (const open of [openSse, openMultipart]) {
      const { response, text } = await open(gateway.url, { query: LIVE }, ADA);
      assert.equal(response.status, 429);
      assert.match(await text(), /TOO_MANY_CONNECTIONS/);
    }
    assert.equal(await isTaken(gateway, 'Bearer grace'), true);
    const other = await openSse(gateway.url, { query: LIVE }, GRACE);
    assert.equal(other.response.status, 200);
    socket.socket.close();
    await socket.closed;
    while (!(await isTaken(gateway, 'Bearer ada')));
    for (const stream of [events, parts, other]) stream.close();
  });

  it('those that are over do not count', async () => {
    await using gateway = await startTestGateway({ transportLimits: { connectionsPerPerson: 3 } });
    for (let count = 0; count < 20; count += 1) {
      const [event] = await collectSse(gateway.url, { query: '{ me { id } }' }, ADA);
      assert.deepEqual(JSON.parse(String(event?.data)), { data: { me: { id: 'u1' } } });
    }
  });

  it('of an address: so many as long as nobody has signed in on them', async () => {
    await using gateway = await startTestGateway({ transportLimits: { connectionsPerAddress: 2 } });
    const people = [];
    for (let count = 0; count < 4; count += 1) people.push(await connectSocket(gateway.url, 'Bearer ada'));
    const strangers = [await connectSocket(gateway.url), await connectSocket(gateway.url)];
    assert.equal(await upgradeStatus(gateway.url, {}), 429);
    const { response } = await openSse(gateway.url, { query: LIVE });
    assert.equal(response.status, 429);
    for (const { socket } of [...people, ...strangers]) socket.close();
  });

  it('A55 a forged X-Forwarded-For: the address of the connection counts', async () => {
    await using gateway = await startTestGateway({ transportLimits: { connectionsPerAddress: 1 } });
    const { socket } = await connectSocket(gateway.url);
    assert.equal(await upgradeStatus(gateway.url, { 'x-forwarded-for': '203.0.113.7' }), 429);
    socket.close();
  });

  it('behind a trusted proxy the address that it names counts', async () => {
    await using gateway = await startTestGateway({
      transportLimits: { connectionsPerAddress: 1 },
      trustedProxies: ['loopback'],
    });
    const first = await openSocket(gateway.url, { 'x-forwarded-for': '203.0.113.7' });
    const second = await openSocket(gateway.url, { 'x-forwarded-for': '203.0.113.8' });
    // What a client wrote itself stands before what the proxy added.
    for (const forwarded of ['203.0.113.7', '198.51.100.1, 203.0.113.7'])
      assert.equal(await upgradeStatus(gateway.url, { 'x-forwarded-for': forwarded }), 429);
    for (const { socket } of [first, second]) socket.close();
  });

  it('of all together: no more than the process is set to hold', async () => {
    await using gateway = await startTestGateway({ transportLimits: { connections: 1 } });
    const { socket } = await connectSocket(gateway.url, 'Bearer ada');
    assert.equal(await upgradeStatus(gateway.url, {}), 503);
    const { response } = await openSse(gateway.url, { query: LIVE }, GRACE);
    assert.equal(response.status, 503);
    socket.close();
  });

  it('a handshake that fails takes no place', async () => {
    await using gateway = await startTestGateway({ transportLimits: { connectionsPerAddress: 1 } });
    const { hostname, port, host } = new URL(gateway.url);
    for (let count = 0; count < 3; count += 1) {
      const stream = connect({ host: hostname, port: Number(port) });
      stream.write(
        `GET /graphql HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n\r\n`,
      );
      const [head] = (await once(stream, 'data')) as [Buffer];
      assert.match(String(head), /^HTTP\/1.1 400 /);
      await once(stream, 'close');
    }
    const { socket } = await connectSocket(gateway.url);
    socket.close();
  });
});

describe('the heartbeat', () => {
  it('is what each transport has for it: a ping, a comment', async () => {
    await using gateway = await startTestGateway({ transportLimits: { heartbeatMilliseconds: 60 } });
    const { socket } = await openSocket(gateway.url);
    for (let beats = 0; beats < 3; beats += 1) await once(socket, 'ping');
    socket.close();
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: LIVE }),
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes(': ping\n\n: ping\n\n')) text += (await reader?.read())?.value;
    assert.match(text, /^: open\nretry: \d+\n\n/);
    await reader?.cancel();
  });

  it('ends with a client that does not answer', async () => {
    await using gateway = await startTestGateway({ transportLimits: { heartbeatMilliseconds: 60 } });
    const { socket, closed } = await openSocket(gateway.url);
    socket.pong = () => {};
    assert.equal((await closed).code, 1006);
  });
});
