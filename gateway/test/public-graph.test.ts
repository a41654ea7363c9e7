import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSupergraph } from '../../schema/src/compose.ts';
import { collectSse, connectSocket, post } from './support/clients.ts';
import { startTestGateway, type TestGateway } from './support/gateway.ts';
import { AUTH_SDL, EVENTS_SDL, startAuth, startThings, THINGS_SDL } from './support/subgraphs.ts';

const ADA = { authorization: 'Bearer ada' };
/** Lists are internal, and so is what the guards ask for. */
const TAGGED_SDL = THINGS_SDL.replace('"@key"', '"@key", "@tag"')
  .replace('things: [Thing!]!', 'things: [Thing!]! @tag(name: "internal")')
  .replace('thing(id: ID!): Thing', 'thing(id: ID!): Thing @tag(name: "internal")');

function compose(urls: { auth: string; things: string }, things = TAGGED_SDL): string {
  const { supergraphSdl, errors } = composeSupergraph([
    { name: 'auth', url: urls.auth, schemaSdl: AUTH_SDL, eventsSdl: undefined },
    { name: 'things', url: urls.things, schemaSdl: things, eventsSdl: EVENTS_SDL },
  ]);
  if (errors) throw new Error(errors.join('\n'));
  return supergraphSdl;
}

async function startTagged() {
  const [auth, things] = await Promise.all([startAuth(), startThings()]);
  const urls = { auth: auth.url, things: things.url };
  const gateway: TestGateway = await startTestGateway({ supergraphSdl: compose(urls) });
  return {
    gateway,
    urls,
    /** `post` adds `/graphql`: the public graph is below it. */
    publicPost: async (query: string) => {
      const response = await fetch(`${gateway.url}/graphql/public`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...ADA },
        body: JSON.stringify({ query }),
      });
      const { data } = (await response.json()) as { data?: unknown };
      return { status: response.status, data };
    },
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await Promise.all([auth[Symbol.asyncDispose](), things[Symbol.asyncDispose]()]);
    },
  };
}

describe('the public graph', () => {
  it('does not know what is internal; the whole graph does', async () => {
    await using system = await startTagged();
    const query = '{ things { title } }';
    assert.equal((await post(system.gateway.url, { query })).status, 200);
    const refused = await system.publicPost(query);
    assert.equal(refused.status, 400);
    assert.doesNotMatch(JSON.stringify(refused), /First/);
    const shared = await system.publicPost('{ shelf(first: 1) { title owner { name } } }');
    assert.deepEqual(shared.data, { shelf: [{ title: 'First', owner: { name: 'Ada' } }] });
    const { data } = await system.publicPost('{ __type(name: "Query") { fields { name } } }');
    assert.doesNotMatch(JSON.stringify(data), /"things?"/);
  });

  it('follows events, though what their guard asks for is internal', async () => {
    await using system = await startTagged();
    const data = { sequence: 1, delta: 'a', thing: { __typename: 'Thing', id: 't1' } };
    await system.gateway.eventLog.append('story:t1', { data, sequence: 1, final: true });
    const query = 'subscription { story(thingId: "t1") { delta thing { title } } }';
    const expected = { story: { delta: 'a', thing: { title: 'First' } } };
    const socket = await connectSocket(system.gateway.url, ADA.authorization, '/public');
    socket.send({ id: '1', type: 'subscribe', payload: { query } });
    const { payload } = (await socket.next()) as { payload?: { data?: unknown } };
    assert.deepEqual(payload?.data, expected);
    socket.socket.close();
    const [event] = await collectSse(system.gateway.url, { query }, ADA, '/public');
    assert.deepEqual(JSON.parse(event?.data ?? '{}').data, expected);
    const missing = 'subscription { story(thingId: "t9") { delta } }';
    const [refusal] = await collectSse(system.gateway.url, { query: missing }, ADA, '/public');
    assert.equal(JSON.parse(refusal?.data ?? '{}').errors[0].extensions.code, 'NOT_FOUND');
  });

  it('changes with the whole graph', async () => {
    await using system = await startTagged();
    const query = '{ things { title } }';
    const opened = TAGGED_SDL.replace('things: [Thing!]! @tag(name: "internal")', 'things: [Thing!]!');
    await system.gateway.service.reload(compose(system.urls, opened));
    assert.equal((await system.publicPost(query)).status, 200);
  });

  it('is not there for a supergraph in which nothing is internal', async () => {
    await using gateway = await startTestGateway();
    const response = await fetch(`${gateway.url}/graphql/public`, { method: 'POST' });
    assert.equal(response.status, 404);
  });
});
