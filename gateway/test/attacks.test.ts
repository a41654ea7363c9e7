import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ATTACKS } from './support/attacks.ts';
import { connectSocket, type GraphQLFault, openSse, post } from './support/clients.ts';
import { startTestGateway, type TestGateway } from './support/gateway.ts';
import { openMultipart } from './support/multipart-client.ts';

interface Refusal {
  /** Absent where the transport has none. */
  readonly status?: number;
  readonly errors: readonly GraphQLFault[];
}

type Operation = { query: string; variables?: Record<string, unknown> };

/** Sends an operation over each transport; all refuse alike. */
const TRANSPORTS: Readonly<Record<string, (url: string, operation: Operation) => Promise<Refusal>>> = {
  HTTP: (url, operation) => post(url, operation),
  async SSE(url, operation) {
    const { response, next } = await openSse(url, operation);
    const { errors } = JSON.parse(String((await next())?.data));
    assert.equal((await next())?.event, 'complete');
    return { status: response.status, errors };
  },
  async multipart(url, operation) {
    const accept = 'multipart/mixed;subscriptionSpec=1.0';
    const { response, next } = await openMultipart(url, operation, { accept });
    assert.deepEqual(await next(), {});
    const part = await next();
    assert.equal(part?.payload, null);
    assert.equal(await next(), undefined);
    return { status: response.status, errors: part.errors ?? [] };
  },
  async WebSocket(url, operation) {
    const { send, next, socket } = await connectSocket(url);
    send({ id: '1', type: 'subscribe', payload: operation });
    const { type, payload } = await next();
    socket.close();
    assert.equal(type, 'error');
    return { errors: payload as unknown as GraphQLFault[] };
  },
};

describe('A32 an attack is refused alike over every transport, and holds nobody else up', () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway();
  });
  after(() => gateway[Symbol.asyncDispose]());

  for (const { name, query, variables } of ATTACKS) {
    it(name, async () => {
      const operation = { query, ...(variables ? { variables } : {}) };
      const [expected] = (await post(gateway.url, operation)).errors;
      for (const [transport, send] of Object.entries(TRANSPORTS)) {
        const [{ status, errors }, innocent] = await Promise.all([
          send(gateway.url, operation),
          post(gateway.url, { query: '{ me { name } }' }),
        ]);
        assert.deepEqual(innocent.data, { me: { name: 'Ada' } });
        assert.equal(status ?? 400, 400, transport);
        assert.ok(errors.length >= 1 && errors.length <= 2, transport);
        assert.equal(errors[0]?.message, expected?.message, transport);
        assert.equal(errors[0]?.extensions.code, expected?.extensions.code, transport);
        assert.ok(Buffer.byteLength(String(errors[0]?.message)) <= 1_024);
        assert.doesNotMatch(JSON.stringify(errors), /Did you mean|call stack|\n\s+at /);
      }
    });
  }
});

describe('attacks on HTTP', () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway();
  });
  after(() => gateway[Symbol.asyncDispose]());

  const QUERY = JSON.stringify({ query: '{ me { name } }' });
  const ANSWER = { data: { me: { name: 'Ada' } } };

  async function send(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) {
    const [response, innocent] = await Promise.all([
      fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      }),
      post(gateway.url, JSON.parse(QUERY)),
    ]);
    assert.deepEqual(innocent.data, ANSWER.data);
    return response;
  }

  const get = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}/graphql?query=${encodeURIComponent(query)}`, { headers });

  it('A3 a batch of 10: 400', async () => {
    const batch = JSON.stringify(Array(10).fill(JSON.parse(QUERY)));
    for (const accept of ['*/*', 'text/event-stream', 'multipart/mixed;subscriptionSpec=1.0'])
      assert.equal((await send(batch, { accept })).status, 400, accept);
  });

  it('A15 variables nested 20,000 deep: 400', async () => {
    const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const response = await send(`{"query":"{ me { name } }","variables":${deep}}`, {});
    assert.equal(response.status, 400);
    assert.doesNotMatch(await response.text(), /call stack|\n\s+at /);
  });

  it('A20 what a subgraph names like a prototype changes none', async () => {
    const hostile = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(
        '{"data":{"me":{"__typename":"User","id":"u1","name":"Ada","__proto__":{"polluted":1},' +
          '"constructor":{"prototype":{"polluted":1}}},"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}',
      );
    }).listen(0, '127.0.0.1');
    await once(hostile, 'listening');
    const { port } = hostile.address() as AddressInfo;
    await using exposed = await startTestGateway({
      subgraphUrls: { auth: `http://127.0.0.1:${port}/graphql` },
    });
    const { data } = await post(exposed.url, { query: '{ me { id name } }' });
    assert.deepEqual(data, { me: { id: 'u1', name: 'Ada' } });
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
    hostile.closeAllConnections();
    hostile.close();
  });

  it('A21 an operation name with line ends and escapes: 400, and no forged line of the log', async () => {
    const operationName = 'A\r\n{"level":30,"msg":"forged"}\u001b[2J\u009b1m';
    const { status } = await post(gateway.url, { query: 'query A { me { name } }', operationName });
    assert.equal(status, 400);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    assert.doesNotMatch(gateway.log(), /^\{"level":30,"msg":"forged"\}|[\u001b\u009b]/m);
  });

  it('A16 194 KB of gzip that inflate to 200 MB: 413', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000, ' '));
    assert.equal((await send(bomb, { 'content-encoding': 'gzip' })).status, 413);
  });

  it('A16 an honest compressed body: answered; one that is broken or compressed otherwise: 400, 415', async () => {
    const honest = await send(gzipSync(QUERY), { 'content-encoding': 'gzip' });
    assert.deepEqual(await honest.json(), ANSWER);
    assert.equal((await send('no gzip', { 'content-encoding': 'gzip' })).status, 400);
    assert.equal((await send(gzipSync(gzipSync(QUERY)), { 'content-encoding': 'gzip, gzip' })).status, 415);
    assert.equal((await send(QUERY, { 'content-encoding': 'constructor' })).status, 415);
  });

  it('A17 another charset than UTF-8: 415', async () => {
    for (const charset of ['utf-7', '"utf-16"', 'latin1'])
      assert.equal(
        (await send(QUERY, { 'content-type': `application/json; charset=${charset}` })).status,
        415,
      );
  });

  it('A18 what a page of another site can send: 400; a bare GET of it: answered, as to a stranger', async () => {
    const mutation = JSON.stringify({ query: 'mutation { signIn(name: "x") { id } }' });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      assert.equal((await send(mutation, { 'content-type': type })).status, 400, type);
    gateway.auth.calls.length = 0;
    const answer = await get('{ me { name } }', { cookie: 'session=stolen' });
    assert.deepEqual(await answer.json(), ANSWER);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.equal(gateway.auth.calls[0]?.headers.cookie, undefined);
  });

  it('A19 a mutation by GET: 405; a GET with a message as its content: 415', async () => {
    const mutation = 'mutation { signIn(name: "x") { id } }';
    gateway.auth.calls.length = 0;
    assert.equal((await get(mutation)).status, 405);
    for (const accept of ['text/event-stream', 'multipart/mixed;subscriptionSpec=1.0, application/json'])
      assert.equal((await get(mutation, { accept })).status, 400, accept);
    assert.equal(gateway.auth.calls.length, 0);
    assert.equal((await get('{ me { name } }', { 'content-type': 'message/http' })).status, 415);
  });

  it('what a client from before GraphQL over HTTP is told by 200: only what is wrong by mistake', async () => {
    const statusOf = async (query: string) =>
      (await post(gateway.url, { query }, { accept: 'application/json' })).status;
    assert.equal(await statusOf('{ mee { id } }'), 200);
    for (const { name, query } of ATTACKS.filter(({ name }) => /^A[69] /.test(name)))
      assert.equal(await statusOf(query), 400, name);
  });

  it('A13 a resolver that throws: a masked error with the id of the request', async () => {
    const { errors, text } = await post(gateway.url, { query: '{ crash }' }, { 'x-request-id': 'crash-2' });
    assert.deepEqual(errors[0]?.extensions, { code: 'INTERNAL_SERVER_ERROR', requestId: 'crash-2' });
    assert.doesNotMatch(text, /postgres|stack|things/);
  });
});
