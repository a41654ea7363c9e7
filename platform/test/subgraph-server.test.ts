import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  type Caller,
  createInternalTokenSigner,
  createInternalTokenVerifier,
  generateSigningKeyPair,
  INTERNAL_TOKEN_HEADER,
} from '../src/identity.ts';
import { createLogger } from '../src/log.ts';
import { createMetrics } from '../src/metrics.ts';
import type { Service } from '../src/service.ts';
import { createSubgraphServer, type RequestContext } from '../src/subgraph-server.ts';

const TYPE_DEFS = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Thing @key(fields: "id") { id: ID! }
  type Query { whoAsks: String! thing: Thing throws: String slow: String }
`;

describe('a subgraph server', () => {
  const keys = generateSigningKeyPair();
  const signer = createInternalTokenSigner(keys.privateKeyPem);
  const lines: string[] = [];
  const slow = { began: Promise.withResolvers<void>(), goOn: Promise.withResolvers<void>() };
  let databaseAnswers = true;
  const order: string[] = [];
  let server: Service;

  before(async () => {
    server = createSubgraphServer<RequestContext>({
      name: 'things',
      typeDefs: TYPE_DEFS,
      resolvers: {
        Query: {
          whoAsks: (_parent: unknown, _arguments: unknown, { caller }: RequestContext) => caller.kind,
          thing: () => ({ id: '1' }),
          throws: () => {
            throw new Error('select secret from table at /srv/app.ts');
          },
          slow: async () => {
            slow.began.resolve();
            await slow.goOn.promise;
            return 'done';
          },
        },
        Thing: { __resolveReference: ({ id }: { id: string }) => ({ id }) },
      },
      createContext: (request) => request,
      tokenVerifier: createInternalTokenVerifier(keys.publicKeyPem, 'things'),
      logger: createLogger('things', 'debug', { write: (line) => void lines.push(line) }),
      metrics: createMetrics('things'),
      port: 0,
      host: '127.0.0.1',
      readinessChecks: [
        {
          name: 'database',
          check: async () => {
            if (!databaseAnswers) throw new Error('connect ECONNREFUSED 10.0.0.7');
          },
        },
      ],
      onStart: async () => void order.push('start'),
      onDrain: async () => void order.push('drain'),
      onStop: async () => void order.push('stop'),
    });
    await server.start();
  });
  after(() => server.stop());

  async function ask(query: string, headers: Record<string, string>, variables?: object) {
    return fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
  }
  const tokenFor = async (caller: Caller, audience = 'things') => ({
    [INTERNAL_TOKEN_HEADER]: await signer.sign(caller, audience),
  });

  it('A22 answers nothing without an internal token: query, _service, _entities, introspection', async () => {
    for (const query of [
      '{ whoAsks }',
      '{ _service { sdl } }',
      '{ _entities(representations: [{ __typename: "Thing", id: "1" }]) { __typename } }',
      '{ __schema { types { name } } }',
      'not even GraphQL',
    ]) {
      const response = await ask(query, {});
      assert.equal(response.status, 401, query);
      const body = await response.text();
      assert.equal(JSON.parse(body).errors[0].extensions.code, 'UNAUTHENTICATED');
      assert.doesNotMatch(body, /Thing|data/);
    }
    const get = await fetch(`${server.url}/graphql?query=${encodeURIComponent('{ whoAsks }')}`);
    assert.equal(get.status, 401);
    await get.body?.cancel();
  });

  it('A23 A24 believes no other header, and no token for another service', async () => {
    const hostile: Record<string, string>[] = [
      { authorization: `Bearer ${await signer.sign({ kind: 'gateway' }, 'things')}` },
      { 'x-user-id': '1', 'x-forwarded-user': 'root' },
      await tokenFor({ kind: 'gateway' }, 'auth'),
      { [INTERNAL_TOKEN_HEADER]: 'x.y.z' },
    ];
    for (const headers of hostile) assert.equal((await ask('{ whoAsks }', headers)).status, 401);
  });

  it('answers with a token, as the caller it names', async () => {
    const response = await ask('{ whoAsks thing { id } }', await tokenFor({ kind: 'anonymous' }));
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { data: { whoAsks: 'anonymous', thing: { id: '1' } } });
  });

  it('A26 looks up no 10,000 representations, in variables or in the document', async () => {
    const headers = () => tokenFor({ kind: 'anonymous' });
    const lookUp =
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';
    const things = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ __typename: 'Thing', id: String(index) }));
    const many = await ask(lookUp, await headers(), { representations: things(10_000) });
    assert.equal(many.status, 400);
    const literals = things(10_000).map(({ id }) => `{ __typename: "Thing", id: "${id}" }`);
    const written = await ask(
      `{ _entities(representations: [${literals}]) { __typename } }`,
      await headers(),
    );
    assert.equal(written.status, 400);
    const honest = await ask(lookUp, await headers(), { representations: things(1_000) });
    assert.equal(honest.status, 200);
    assert.equal(((await honest.json()) as { data: { _entities: unknown[] } }).data._entities.length, 1_000);
  });

  it('A13 says one sentence when a resolver throws, and keeps the reason for the log', async () => {
    const response = await ask('{ throws whoAsks }', {
      ...(await tokenFor({ kind: 'anonymous' })),
      'x-request-id': 'request-42',
    });
    const body = await response.text();
    assert.doesNotMatch(body, /select|secret|app\.ts|stack/i);
    const { data, errors } = JSON.parse(body);
    assert.deepEqual(data, { throws: null, whoAsks: 'anonymous' });
    assert.deepEqual(errors[0].path, ['throws']);
    assert.equal(errors[0].extensions.code, 'INTERNAL_SERVER_ERROR');
    assert.ok(lines.some((line) => line.includes('select secret from table')));
  });

  it('tells its health and metrics to anybody, without reasons', async () => {
    assert.equal((await fetch(`${server.url}/health/live`)).status, 200);
    const ready = await fetch(`${server.url}/health/ready`);
    assert.deepEqual(
      [ready.status, await ready.json()],
      [200, { status: 'ready', checks: { database: 'ok' } }],
    );
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    assert.match(metrics, /process_cpu_seconds_total\{service="things"\}/);
  });

  it('F20 is not ready while the database is down, and lives on', async () => {
    databaseAnswers = false;
    const ready = await fetch(`${server.url}/health/ready`);
    const body = await ready.text();
    assert.equal(ready.status, 503);
    assert.deepEqual(JSON.parse(body), { status: 'not ready', checks: { database: 'down' } });
    assert.equal((await fetch(`${server.url}/health/live`)).status, 200);
    databaseAnswers = true;
    assert.equal((await fetch(`${server.url}/health/ready`)).status, 200);
  });

  it('F28 F29 lets requests end before it stops, late ones too, and stops once', async () => {
    const reply = ask('{ slow }', await tokenFor({ kind: 'anonymous' }));
    await slow.began.promise;
    const stopped = Promise.all([server.stop(), server.stop()]);
    const late = await ask('{ whoAsks }', await tokenFor({ kind: 'anonymous' }));
    assert.deepEqual([late.status, late.headers.get('connection')], [200, 'close']);
    await late.body?.cancel();
    slow.goOn.resolve();
    const answered = await reply;
    // A connection that is kept would be used again, and then be gone.
    assert.equal(answered.headers.get('connection'), 'close');
    assert.deepEqual(await answered.json(), { data: { slow: 'done' } });
    await stopped;
    assert.deepEqual(order, ['start', 'drain', 'stop']);
    await assert.rejects(fetch(`${server.url}/health/live`));
  });
});
