import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectSocket, openSocket, openSse, upgradeStatus } from './support/clients.ts';
import { eventually, startTestGateway } from './support/gateway.ts';

const LIVE = 'subscription { thingEvents(thingId: "t1") { kind } }';

describe('the WebSocket', () => {
  it('carries queries, mutations and refusals', async () => {
    await using gateway = await startTestGateway();
    const socket = await connectSocket(gateway.url, 'Bearer ada');
    socket.send({ id: '1', type: 'subscribe', payload: { query: '{ me { name } }' } });
    assert.deepEqual(await socket.next(), {
      id: '1',
      type: 'next',
      payload: { data: { me: { name: 'Ada' } } },
    });
    assert.equal((await socket.next()).type, 'complete');
    socket.send({
      id: '2',
      type: 'subscribe',
      payload: { query: 'mutation { signIn(name: "ada") { id } }' },
    });
    assert.deepEqual((await socket.next()).payload, { data: { signIn: { id: 'u1' } } });
    assert.equal((await socket.next()).type, 'complete');
    socket.send({ id: '3', type: 'subscribe', payload: { query: '{ mee }' } });
    const refusal = await socket.next();
    assert.equal(refusal.type, 'error');
    assert.equal(
      (refusal.payload as unknown as { extensions: { code: string } }[])[0]?.extensions.code,
      'GRAPHQL_VALIDATION_FAILED',
    );
    socket.send({ id: '4', type: 'subscribe', payload: { query: LIVE.replace('"t1"', '"nothing"') } });
    assert.match(JSON.stringify(await socket.next()), /NOT_FOUND/);
    socket.socket.close();
  });

  it('stops a subscription when asked', async () => {
    await using gateway = await startTestGateway();
    const socket = await connectSocket(gateway.url, 'Bearer ada');
    // Of two things: the gateway asks the same question once for both.
    for (const id of ['1', '2'])
      socket.send({ id, type: 'subscribe', payload: { query: LIVE.replace('t1', `t${id}`) } });
    socket.send({ id: '3', type: 'subscribe', payload: { query: '{ me { id } }' } });
    await eventually(() => gateway.things.calls.length === 2, 'both guards have run');
    while ((await socket.next()).type !== 'complete');
    socket.send({ id: '1', type: 'complete' });
    socket.send({ id: '4', type: 'subscribe', payload: { query: '{ me { id } }' } });
    while ((await socket.next()).type !== 'complete');
    for (const topic of ['thing:t1', 'thing:t2'])
      await gateway.eventLog.append(topic, { data: { kind: 'A' } });
    const message = await socket.next();
    assert.equal(message.id, '2');
    socket.socket.close();
  });

  it('is closed with 4403 for a credential that is not good', async () => {
    await using gateway = await startTestGateway();
    const socket = await openSocket(gateway.url);
    socket.send({ type: 'connection_init', payload: { authorization: 'Bearer no' } });
    assert.equal((await socket.closed).code, 4403);
  });

  it('A34 is closed within a second after the token has expired', async () => {
    await using gateway = await startTestGateway();
    const socket = await connectSocket(gateway.url, 'Bearer brief');
    assert.deepEqual(await socket.closed, { code: 4403, reason: 'Token expired' });
  });

  it('A29 refuses pages of other sites and takes our own', async () => {
    await using gateway = await startTestGateway({ publicUrl: 'https://app.example' });
    assert.equal(await upgradeStatus(gateway.url, { origin: 'https://evil.example' }), 403);
    assert.equal(await upgradeStatus(gateway.url, { origin: 'null' }), 403);
    assert.equal(await upgradeStatus(gateway.url, {}, '/elsewhere'), 404);
    for (const origin of [gateway.url, 'https://app.example']) {
      const { socket, closed } = await openSocket(gateway.url, { origin });
      socket.close();
      await closed;
    }
  });

  it('A30 keeps the order of the protocol', async () => {
    await using gateway = await startTestGateway();
    const early = await openSocket(gateway.url);
    early.send({ id: '1', type: 'subscribe', payload: { query: LIVE } });
    assert.equal((await early.closed).code, 4401);
    const twice = await connectSocket(gateway.url);
    twice.send({ type: 'connection_init' });
    assert.equal((await twice.closed).code, 4429);
    const duplicate = await connectSocket(gateway.url);
    for (let times = 0; times < 2; times += 1)
      duplicate.send({ id: '1', type: 'subscribe', payload: { query: LIVE } });
    assert.equal((await duplicate.closed).code, 4409);
    const garbage = await connectSocket(gateway.url);
    garbage.socket.send('{"type":');
    assert.equal((await garbage.closed).code, 4400);
  });

  it('A31 refuses a message of more than 1 MB', async () => {
    await using gateway = await startTestGateway();
    const socket = await openSocket(gateway.url);
    socket.send({ type: 'connection_init', payload: { authorization: 'x'.repeat(1_100_000) } });
    assert.equal((await socket.closed).code, 1009);
  });

  it('A37 closes the subscription of a reader that stops reading, F33 and delays nobody else', async () => {
    await using gateway = await startTestGateway({
      readerLimits: { maximumEvents: 50, maximumBytes: 2 ** 22 },
    });
    const slow = await connectSocket(gateway.url, 'Bearer ada');
    const quick = await connectSocket(gateway.url, 'Bearer grace');
    for (const { send } of [slow, quick]) send({ id: '1', type: 'subscribe', payload: { query: LIVE } });
    await eventually(() => gateway.things.calls.length === 2, 'both guards have run');
    // A query after the subscriptions: once it is answered on both, both follow.
    for (const connection of [slow, quick]) {
      connection.send({ id: 'q', type: 'subscribe', payload: { query: '{ things { id } }' } });
      while ((await connection.next()).type !== 'complete');
    }
    const kind = 'x'.repeat(100_000);
    await gateway.eventLog.append('thing:t1', { data: { kind } });
    const first = (await slow.next()) as unknown as { payload: { extensions: { cursor: string } } };
    await quick.next();
    slow.socket.pause();
    const total = 300;
    for (let index = 0; index < total; index += 1) {
      await gateway.eventLog.append('thing:t1', { data: { kind } });
      assert.equal((await quick.next()).type, 'next');
    }
    slow.socket.resume();
    let last = first.payload.extensions.cursor;
    let received = 1;
    let message = await slow.next();
    while (message.type === 'next') {
      received += 1;
      last = (message as unknown as typeof first).payload.extensions.cursor;
      message = await slow.next();
    }
    assert.equal(message.type, 'error');
    const [fault] = message.payload as unknown as { extensions: { code: string; cursor: string } }[];
    assert.deepEqual(fault?.extensions, { code: 'SLOW_READER', cursor: last });
    assert.ok(received < total);
    const query = 'subscription ($after: Cursor) { thingEvents(thingId: "t1", after: $after) { kind } }';
    slow.send({ id: '2', type: 'subscribe', payload: { query, variables: { after: last } } });
    for (; received <= total; received += 1) assert.equal((await slow.next()).id, '2');
    for (const { socket } of [slow, quick]) socket.close();
  });
});

describe('stopping the gateway', () => {
  it('F28 closes sockets with 1001, ends streams, and is done when it says so', async () => {
    await using gateway = await startTestGateway();
    const sockets = await Promise.all(
      Array.from({ length: 20 }, () => connectSocket(gateway.url, 'Bearer ada')),
    );
    for (const { send } of sockets) send({ id: '1', type: 'subscribe', payload: { query: LIVE } });
    const stream = await openSse(gateway.url, { query: LIVE }, { authorization: 'Bearer ada' });
    await Promise.all([gateway.service.stop(), gateway.service.stop()]);
    for (const { closed } of sockets) assert.equal((await closed).code, 1001);
    assert.equal(await stream.next(), undefined);
    await assert.rejects(fetch(`${gateway.url}/health/live`));
  });

  it('lets requests end that are under way', async () => {
    await using gateway = await startTestGateway();
    const request = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ slow me { id } }"}',
    });
    await eventually(() => gateway.things.calls.length === 1, 'the subgraph is asked');
    await gateway.service.stop();
    const { data } = (await (await request).json()) as { data: unknown };
    assert.deepEqual(data, { slow: null, me: { id: 'u1' } });
  });
});
