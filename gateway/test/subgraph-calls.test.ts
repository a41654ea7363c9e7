import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { createResilience } from '../src/subgraphs/resilience.ts';
import { post } from './support/clients.ts';
import { eventually, startTestGateway } from './support/gateway.ts';

const ADA = { authorization: 'Bearer ada' };
const GRACE = { authorization: 'Bearer grace' };
const ME = { data: { me: { name: 'Ada' } } };

/** A subgraph `auth` that answers as it is told to, call by call; after that it answers rightly. */
async function startUnsteady(
  ...behaviours: ((request: IncomingMessage, response: ServerResponse) => void)[]
): Promise<AsyncDisposable & { readonly url: string; readonly calls: string[] }> {
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    calls.push(body);
    const behaviour = behaviours[calls.length - 1];
    if (behaviour) return behaviour(request, response);
    response.setHeader('content-type', 'application/json');
    const isMutation = body.includes('mutation');
    response.end(JSON.stringify(isMutation ? { data: { signIn: { name: 'Ada', id: 'u1' } } } : ME));
    return undefined;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const hangUp = ({ socket }: IncomingMessage) => socket.destroy();
const restarting = (_request: IncomingMessage, response: ServerResponse) => response.writeHead(503).end();

describe('calls of subgraphs', () => {
  it('ask for each distinct entity once, wherever it stands', async () => {
    await using gateway = await startTestGateway();
    const query = '{ a: thing(id: "t1") { owner { name } } b: thing(id: "t2") { owner { name } } }';
    const { data } = await post(gateway.url, { query });
    assert.deepEqual(data, { a: { owner: { name: 'Ada' } }, b: { owner: { name: 'Ada' } } });
    const asked = gateway.auth.calls.map(({ variables }) => variables.representations);
    // The two places are fetched by themselves; within one list each entity is there once.
    for (const representations of asked)
      assert.deepEqual(representations, [{ __typename: 'User', id: 'u1' }]);
    gateway.auth.calls.length = 0;
    const list = await post(gateway.url, { query: '{ things { owner { name } } }' });
    assert.deepEqual(list.data, { things: [{ owner: { name: 'Ada' } }, { owner: { name: 'Ada' } }] });
    assert.deepEqual(
      gateway.auth.calls.map(({ variables }) => variables.representations),
      [[{ __typename: 'User', id: 'u1' }]],
    );
  });

  it('serve all who ask the same at once with the same authority, and nobody else', async () => {
    await using gateway = await startTestGateway();
    const { promise, resolve } = Promise.withResolvers<void>();
    gateway.auth.hold = promise;
    const query = '{ me { name } }';
    const asking = [ADA, ADA, ADA, GRACE, GRACE, {}].map((headers) =>
      post(gateway.url, { query }, headers as Record<string, string>),
    );
    await eventually(() => gateway.auth.calls.length >= 3, 'each authority asks');
    resolve();
    for (const { data } of await Promise.all(asking)) assert.deepEqual(data, ME.data);
    assert.equal(gateway.auth.calls.length, 3);
  });

  it('are not joined by who asks after a change, and no mutation is shared', async () => {
    await using gateway = await startTestGateway();
    const query = '{ me { name } }';
    const { promise, resolve } = Promise.withResolvers<void>();
    gateway.auth.hold = promise;
    const before = post(gateway.url, { query }, ADA);
    await eventually(() => gateway.auth.calls.length === 1, 'the first is under way');
    gateway.auth.hold = undefined;
    const change = { query: 'mutation { signIn(name: "x") { name } }' };
    await Promise.all([post(gateway.url, change, ADA), post(gateway.url, change, ADA)]);
    assert.equal(gateway.auth.calls.length, 3);
    await post(gateway.url, { query }, ADA);
    assert.equal(gateway.auth.calls.length, 4);
    resolve();
    await before;
  });

  it('are repeated after faults that pass, when they only read', async () => {
    await using unsteady = await startUnsteady(hangUp, restarting);
    await using gateway = await startTestGateway({ subgraphUrls: { auth: unsteady.url } });
    const { data, errors } = await post(gateway.url, { query: '{ me { name } }' });
    assert.deepEqual([data, errors], [ME.data, []]);
    assert.equal(unsteady.calls.length, 3);
  });

  it('are never repeated when they may have changed something', async () => {
    await using unsteady = await startUnsteady(hangUp);
    await using gateway = await startTestGateway({ subgraphUrls: { auth: unsteady.url } });
    const { data, errors } = await post(gateway.url, { query: 'mutation { signIn(name: "x") { name } }' });
    assert.deepEqual([data, errors[0]?.extensions.code], [{ signIn: null }, 'SERVICE_UNAVAILABLE']);
    assert.equal(unsteady.calls.length, 1);
  });

  it('F29 are made again, mutations too, where no replica can have had them', async () => {
    const { write } = createResilience();
    const faults = ['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT'];
    const failing = () => {
      const code = faults.shift();
      return code ? Promise.reject(Object.assign(new Error(code), { code })) : Promise.resolve('answered');
    };
    assert.equal(await write.execute(failing), 'answered');
    for (const code of ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']) {
      let calls = 0;
      const lost = () => {
        calls += 1;
        return Promise.reject(Object.assign(new Error('lost'), { code }));
      };
      await assert.rejects(createResilience().write.execute(lost), /lost/);
      assert.equal(calls, 1, code);
    }
  });

  it('are made again when an answer lacked what must be there, though it might be kept', async () => {
    const lacking = (_request: IncomingMessage, response: ServerResponse) => {
      response.setHeader('cache-control', 'max-age=60, public');
      response.end('{"data":{"me":{"name":null}}}');
    };
    await using unsteady = await startUnsteady(lacking, lacking);
    await using gateway = await startTestGateway({ subgraphUrls: { auth: unsteady.url } });
    for (let round = 0; round < 2; round += 1) {
      const { data, errors } = await post(gateway.url, { query: '{ me { name } }' });
      assert.deepEqual([data, errors[0]?.path], [{ me: null }, ['me', 'name']]);
    }
    assert.deepEqual((await post(gateway.url, { query: '{ me { name } }' })).data, ME.data);
  });

  it('stop for a moment when a subgraph fails again and again, and go on when it answers', async () => {
    const broken = (_request: IncomingMessage, response: ServerResponse) => response.end('no GraphQL');
    const faults = Array.from({ length: 30 }, () => hangUp);
    await using unsteady = await startUnsteady(...faults, broken);
    await using gateway = await startTestGateway({ subgraphUrls: { auth: unsteady.url } });
    const ask = () => post(gateway.url, { query: '{ me { name } things { title } }' });
    const codes = new Set<unknown>();
    for (let round = 0; round < 10; round += 1) {
      const { data, errors } = await ask();
      assert.deepEqual(data?.things, [{ title: 'First' }, { title: 'Second' }]);
      for (const { extensions } of errors) codes.add(extensions.code);
    }
    assert.deepEqual([...codes], ['SERVICE_UNAVAILABLE']);
    // Five questions of three tries each; after that it was left alone.
    assert.equal(unsteady.calls.length, 15);
    let answered = false;
    while (!answered) answered = (await ask()).errors.length === 0;
  });
});
