import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { CLIENT_NETWORK_HEADER } from '@codexcontinue/platform/identity';
import { openSocket, openSse, post } from './support/clients.ts';
import { startTestGateway, type TestGateway } from './support/gateway.ts';

const SIGN_IN = { query: 'mutation { signIn(name: "Ada") { name } }' };
/** What a client says of where it comes from. */
const SPOOFED = {
  'x-forwarded-for': '203.0.113.7',
  forwarded: 'for=203.0.113.7',
  [CLIENT_NETWORK_HEADER]: '203.0.113.7',
};

describe('the network a mutation comes from', () => {
  const told = ({ auth }: TestGateway) => auth.calls.map(({ headers }) => headers[CLIENT_NETWORK_HEADER]);

  it('A55 is that of the connection, on every transport, whatever the client says', async () => {
    await using gateway = await startTestGateway();
    await post(gateway.url, SIGN_IN, SPOOFED);
    const stream = await openSse(gateway.url, SIGN_IN, SPOOFED);
    await stream.next();
    stream.close();
    const connection = await openSocket(gateway.url, SPOOFED);
    connection.send({ type: 'connection_init', payload: SPOOFED });
    await connection.next();
    connection.send({ id: '1', type: 'subscribe', payload: SIGN_IN });
    assert.equal((await connection.next()).type, 'next');
    connection.socket.close();
    assert.deepEqual(told(gateway), ['127.0.0.1', '127.0.0.1', '127.0.0.1']);
  });

  it('is told by a proxy that is trusted, an IPv6 address by its network', async () => {
    await using gateway = await startTestGateway({ trustedProxies: ['loopback'] });
    await post(gateway.url, SIGN_IN, { 'x-forwarded-for': '203.0.113.7' });
    await post(gateway.url, SIGN_IN, { 'x-forwarded-for': '2001:db8:1:2:3::4' });
    assert.deepEqual(told(gateway), ['203.0.113.7', '2001:db8:1:2::/64']);
  });

  it('is not told with queries: who asks the same shares the answer', async () => {
    await using gateway = await startTestGateway();
    await post(gateway.url, { query: '{ me { name } }' }, SPOOFED);
    assert.deepEqual(told(gateway), [undefined]);
  });

  it('A55 goes with what is forwarded, too', async () => {
    const received: IncomingHttpHeaders[] = [];
    const behind = createServer((request, response) => {
      received.push(request.headers);
      response.end();
    }).listen(0, '127.0.0.1');
    await once(behind, 'listening');
    const target = `http://127.0.0.1:${(behind.address() as AddressInfo).port}`;
    try {
      await using gateway = await startTestGateway({ forwardRoutes: [{ prefix: '/api/auth', target }] });
      await fetch(`${gateway.url}/api/auth/sign-in/acme`, { headers: SPOOFED });
      assert.equal(received[0]?.[CLIENT_NETWORK_HEADER], '127.0.0.1');
      assert.equal(received[0]?.forwarded, undefined);
    } finally {
      behind.closeAllConnections();
      behind.close();
    }
  });
});
