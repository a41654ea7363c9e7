import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { WebSocket, WebSocketServer } from 'ws';
import { BatchingSocket } from '../src/transports/batching-socket.ts';

/** Every character, lone surrogates aside: no UTF-8 has them. */
const text = fc.string({ unit: 'binary', maxLength: 200 });
/** Around where frames need longer lengths. */
const longText = fc
  .tuple(fc.constantFrom(125, 126, 127, 65_535, 65_536), fc.constantFrom('a', 'ä', '語', '🧭'))
  .map(([length, character]) => character.repeat(Math.ceil(length / Buffer.byteLength(character))));

const httpServer = createServer();
const server = new WebSocketServer<typeof BatchingSocket>({ noServer: true, WebSocket: BatchingSocket });
let url = '';

/** Two ends of one connection, and what came over it, in order. */
async function connectBoth(): Promise<{ socket: BatchingSocket; client: WebSocket; received: string[] }> {
  const accepted = Promise.withResolvers<BatchingSocket>();
  httpServer.once('upgrade', (request, stream, head) =>
    server.handleUpgrade(request, stream, head, (socket) => {
      socket.attach(stream);
      accepted.resolve(socket);
    }),
  );
  const client = new WebSocket(url);
  const received: string[] = [];
  client.on('message', (data) => received.push(String(data)));
  client.on('close', (code) => received.push(`closed ${code}`));
  await once(client, 'open');
  return { socket: await accepted.promise, client, received };
}

describe('a socket that sends what belongs to one moment together', () => {
  before(async () => {
    httpServer.listen(0, '127.0.0.1');
    await once(httpServer, 'listening');
    url = `ws://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
  });
  after(() => httpServer.close());

  it('brings every text over as it is, in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof({ weight: 9, arbitrary: text }, longText)), async (texts) => {
        const { socket, client, received } = await connectBoth();
        let left = 0;
        for (const each of texts) socket.sendTogether(each, () => (left += 1));
        socket.close(1000);
        await once(client, 'close');
        assert.deepEqual(received, [...texts, 'closed 1000']);
        assert.equal(left, texts.length);
        assert.equal(socket.gatheredBytes, 0);
      }),
      { numRuns: 50 },
    );
  });

  it('writes at the end of the turn, in one piece', async () => {
    const { socket, client, received } = await connectBoth();
    socket.sendTogether('one', () => {});
    socket.sendTogether('two', () => {});
    assert.equal(socket.bufferedAmount, 0);
    assert.equal(socket.gatheredBytes, 10);
    while (received.length < 2) await once(client, 'message');
    assert.deepEqual(received, ['one', 'two']);
    client.close();
    await once(client, 'close');
  });

  it('tells of what will never leave, too', async () => {
    const { socket, client } = await connectBoth();
    const { promise, resolve } = Promise.withResolvers<void>();
    socket.sendTogether('lost', resolve);
    socket.terminate();
    await promise;
    if (client.readyState !== client.CLOSED) await once(client, 'close');
  });
});
