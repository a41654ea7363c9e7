import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import { openSse } from './support/clients.ts';
import { eventually, startTestGateway, type TestGateway } from './support/gateway.ts';
import { frame, openRawSocket, PONG, TEXT, waitFor } from './support/raw-socket.ts';

const QUERY = 'subscription { thingEvents(thingId: "t1") { kind } }';
const KIND = 'x'.repeat(100_000);
/** How often a reader that stalls shows that it lives. */
const PONG_INTERVAL_MILLISECONDS = 5;
const MAXIMUM_GROWTH_BYTES = 32 * 1_024 * 1_024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function startStallingGateway(): Promise<TestGateway> {
  return startTestGateway({
    eventLog: createMemoryEventLog({ journalLength: 100 }),
    readerLimits: { maximumEvents: 50, maximumBytes: 2 ** 22 },
    transportLimits: {
      connections: 1,
      heartbeatMilliseconds: 120,
      stallTimeoutMilliseconds: 400,
      messageBurst: Number.MAX_SAFE_INTEGER,
    },
  });
}

/** Whether the gateway, which takes one connection, has no other. */
async function isFree(gateway: TestGateway): Promise<boolean> {
  const stream = await openSse(gateway.url, { query: '{ me { id } }' });
  stream.close();
  return stream.response.status === 200;
}

/** Publishes until the one connection has been closed. @returns by how many bytes memory has grown */
async function publishUntilFree(gateway: TestGateway): Promise<number> {
  collectGarbage();
  const before = process.memoryUsage();
  do {
    for (let count = 0; count < 10; count += 1)
      await gateway.eventLog.append('thing:t1', { data: { kind: KIND } });
  } while (!(await isFree(gateway)));
  collectGarbage();
  const after = process.memoryUsage();
  return after.heapUsed + after.external - before.heapUsed - before.external;
}

describe('a reader that has stopped reading', () => {
  it('A38 is closed though it sends pongs, with bounded memory', async () => {
    await using gateway = await startStallingGateway();
    const socket = await openRawSocket(gateway.url);
    const pongs = setInterval(() => socket.write(frame(PONG, '')), PONG_INTERVAL_MILLISECONDS);
    const send = (id: string, query: string) =>
      socket.write(frame(TEXT, JSON.stringify({ id, type: 'subscribe', payload: { query } })));
    send('1', QUERY);
    await eventually(() => gateway.things.calls.length === 1, 'the guard has run');
    // Answered after the subscription stands.
    send('2', '{ me { id } }');
    await waitFor(socket, '"id":"2"');
    const grown = await publishUntilFree(gateway);
    clearInterval(pongs);
    socket.destroy();
    assert.ok(grown < MAXIMUM_GROWTH_BYTES, `${grown} bytes`);
  });

  for (const accept of ['text/event-stream', 'multipart/mixed;subscriptionSpec=1.0']) {
    it(`A37 is cut off over ${accept}, with bounded memory`, async () => {
      await using gateway = await startStallingGateway();
      const headers = { 'content-type': 'application/json', accept };
      const call = request(`${gateway.url}/graphql`, { method: 'POST', headers });
      call.on('error', () => {});
      call.end(JSON.stringify({ query: QUERY }));
      const [response] = (await once(call, 'response')) as [IncomingMessage];
      response.on('error', () => {}).pause();
      const grown = await publishUntilFree(gateway);
      call.destroy();
      assert.ok(grown < MAXIMUM_GROWTH_BYTES, `${grown} bytes`);
    });
  }
});
