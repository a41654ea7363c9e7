import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AUTH_SDL, EVENTS_SDL, THINGS_SDL } from '../../gateway/test/support/subgraphs.ts';
import { composeSupergraph } from '../../schema/src/compose.ts';
import { createSocketClient } from './setup/graphql-ws.ts';
import { startRestartableGateway, THING, token } from './support/stories.ts';

describe('a supergraph that changes under live sockets', { timeout: 180_000 }, () => {
  it('closes none, goes on with what it still serves, and ends the rest with its cursor', async () => {
    await using server = await startRestartableGateway({ reloadSpreadMilliseconds: 0 });
    const { service, auth, things } = server.gateway;
    const client = createSocketClient(server.endpoint, token);
    const closings: unknown[] = [];
    client.on('closed', (event) => closings.push(event));
    const cursors: unknown[] = [];
    const failure = new Promise<unknown>((error) => {
      const query = 'subscription { thingEvents(thingId: "t1") { cursor kind } }';
      const next = ({ extensions }: { extensions?: unknown }) =>
        void cursors.push((extensions as { cursor?: string }).cursor);
      client.subscribe({ query }, { next, error, complete: () => assert.fail('It is not complete.') });
    });
    const stories = client.iterate({ query: 'subscription { story(thingId: "t1") { delta } }' });
    const tellStory = async (sequence: number) => {
      await server.eventLog.append('story:t1', { data: { sequence, delta: `d${sequence}` }, sequence });
      return (await stories.next()).value.data;
    };
    assert.deepEqual(await tellStory(1), { story: { delta: 'd1' } });
    while (cursors.length === 0) {
      await server.eventLog.append('thing:t1', { data: { kind: 'A' } });
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { supergraphSdl = '' } = composeSupergraph([
      { name: 'auth', url: auth.url, schemaSdl: AUTH_SDL, eventsSdl: undefined },
      {
        name: 'things',
        url: things.url,
        schemaSdl: THINGS_SDL,
        eventsSdl: EVENTS_SDL.replaceAll('kind: String!', 'sort: String!'),
      },
    ]);
    assert.equal(await service.reload(supergraphSdl), true);
    const [error] = (await failure) as { extensions: { code?: unknown; cursor?: unknown } }[];
    assert.equal(error?.extensions.code, 'SCHEMA_CHANGED');
    assert.equal(error?.extensions.cursor, cursors.at(-1));
    assert.deepEqual(await tellStory(2), { story: { delta: 'd2' } });
    const { value } = await client.iterate({ query: THING, variables: { id: 't1' } }).next();
    assert.deepEqual(Object.keys(value.data), ['thing']);
    assert.deepEqual(closings, []);
    await stories.return?.(undefined);
    await client.dispose();
  });
});
