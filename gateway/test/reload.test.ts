import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSupergraph } from '../../schema/src/compose.ts';
import { SupergraphError } from '../src/supergraph/supergraph.ts';
import { openSse, post } from './support/clients.ts';
import { eventually, startTestGateway, type TestGateway } from './support/gateway.ts';
import { AUTH_SDL, EVENTS_SDL, THINGS_SDL } from './support/subgraphs.ts';

const ADA = { authorization: 'Bearer ada' };

/** The supergraph of the test gateway with its texts changed. */
function recompose(
  gateway: TestGateway,
  change: { auth?: string; things?: string; events?: string } = {},
): string {
  const { auth = AUTH_SDL, things = THINGS_SDL, events = EVENTS_SDL } = change;
  const composition = composeSupergraph([
    { name: 'auth', url: gateway.auth.url, schemaSdl: auth, eventsSdl: undefined },
    { name: 'things', url: gateway.things.url, schemaSdl: things, eventsSdl: events },
  ]);
  if (composition.errors) throw new Error(composition.errors.join('\n'));
  return composition.supergraphSdl;
}

/** With a field that the subgraphs do not have yet; asking for it is an error of theirs, not of the schema. */
const WITH_MORE = { things: THINGS_SDL.replace('title: String!', 'title: String!  subtitle: String') };

describe('changing the supergraph', () => {
  it('serves the new schema, and refuses what is no longer part of it', async () => {
    await using gateway = await startTestGateway();
    const query = '{ thing(id: "t1") { subtitle } }';
    assert.equal((await post(gateway.url, { query })).status, 400);
    assert.equal(await gateway.service.reload(recompose(gateway, WITH_MORE)), true);
    assert.equal((await post(gateway.url, { query })).status, 200);
    await gateway.service.reload(recompose(gateway));
    assert.equal((await post(gateway.url, { query })).status, 400);
  });

  it('changes nothing when the text is the same', async () => {
    await using gateway = await startTestGateway();
    assert.equal(await gateway.service.reload(recompose(gateway)), false);
  });

  it('refuses a text that is no supergraph, and goes on with the one before', async () => {
    await using gateway = await startTestGateway();
    for (const broken of ['', 'type Query { a: Int }', 'what is this', recompose(gateway).slice(0, 2_000)]) {
      await assert.rejects(gateway.service.reload(broken), SupergraphError);
    }
    assert.equal((await post(gateway.url, { query: '{ thing(id: "t1") { title } }' })).status, 200);
  });

  it('fails no request that is under way or comes meanwhile', async () => {
    await using gateway = await startTestGateway();
    const supergraphs = [recompose(gateway, WITH_MORE), recompose(gateway)];
    const query = '{ things { title owner { name friends { name } } } me { name } }';
    let changing = true;
    const statuses: number[] = [];
    const asking = Array.from({ length: 4 }, async () => {
      while (changing) {
        const { status, errors } = await post(gateway.url, { query });
        statuses.push(errors.length > 0 ? 0 : status);
      }
    });
    for (let round = 0; round < 6; round += 1) {
      const before = statuses.length;
      await Promise.all([
        gateway.service.reload(supergraphs[round % 2] ?? ''),
        eventually(() => statuses.length > before + 4, 'requests are answered meanwhile'),
      ]);
    }
    changing = false;
    await Promise.all(asking);
    assert.deepEqual(new Set(statuses), new Set([200]));
  });

  it('has planned what was asked for most before anybody asks again', async () => {
    const planned: number[] = [];
    await using gateway = await startTestGateway();
    const often = '{ thing(id: "t1") { title owner { name } } }';
    for (let round = 0; round < 3; round += 1) await post(gateway.url, { query: often });
    await gateway.service.reload(recompose(gateway, WITH_MORE));
    const entry = gateway
      .log()
      .split('\n')
      .find((line) => line.includes('the supergraph has changed'));
    planned.push(JSON.parse(entry ?? '{}').warmed);
    assert.deepEqual(planned, [1]);
  });

  it('lets a live subscription go on in place, answered by the new schema', async () => {
    await using gateway = await startTestGateway();
    const query = 'subscription { thingEvents(thingId: "t1") { kind thing { title } } }';
    const stream = await openSse(gateway.url, { query }, ADA);
    const tell = (kind: string) =>
      gateway.eventLog.append('thing:t1', {
        data: { kind, thing: { __typename: 'Thing', id: 't1' } },
      });
    await tell('BEFORE');
    const before = await stream.next();
    await gateway.service.reload(recompose(gateway, WITH_MORE));
    await tell('AFTER');
    const after = await stream.next();
    assert.deepEqual(
      [before, after].map((event) => JSON.parse(event?.data ?? '{}').data.thingEvents),
      [
        { kind: 'BEFORE', thing: { title: 'First' } },
        { kind: 'AFTER', thing: { title: 'First' } },
      ],
    );
    assert.notEqual(after?.id, before?.id);
    stream.close();
  });

  it('ends a live subscription that is no longer valid, with its last cursor', async () => {
    await using gateway = await startTestGateway({ reloadSpreadMilliseconds: 0 });
    const query = 'subscription { thingEvents(thingId: "t1") { kind } }';
    const others = 'subscription { story(thingId: "t1") { delta } }';
    const [stream, other] = await Promise.all([
      openSse(gateway.url, { query }, ADA),
      openSse(gateway.url, { query: others }, ADA),
    ]);
    await gateway.eventLog.append('thing:t1', { data: { kind: 'LAST' } });
    const last = await stream.next();
    const events = EVENTS_SDL.replaceAll('kind: String!', 'sort: String!');
    await gateway.service.reload(recompose(gateway, { events }));
    const [error] = JSON.parse((await stream.next())?.data ?? '{}').errors;
    assert.equal(error.extensions.code, 'SCHEMA_CHANGED');
    assert.equal(error.extensions.cursor, last?.id);
    assert.equal((await stream.next())?.event, 'complete');
    await gateway.eventLog.append('story:t1', { data: { sequence: 1, delta: 'on' }, sequence: 1 });
    assert.equal(JSON.parse((await other.next())?.data ?? '{}').data.story.delta, 'on');
    other.close();
  });

  it('ends a live subscription whose events come from elsewhere now', async () => {
    await using gateway = await startTestGateway({ reloadSpreadMilliseconds: 0 });
    const query = 'subscription { thingEvents(thingId: "t1") { kind } }';
    const stream = await openSse(gateway.url, { query }, ADA);
    const events = EVENTS_SDL.replace('topic: "thing:{thingId}"', 'topic: "things:{thingId}"');
    await gateway.service.reload(recompose(gateway, { events }));
    const event = await stream.next();
    assert.equal(JSON.parse(event?.data ?? '{}').errors[0].extensions.code, 'SCHEMA_CHANGED');
    stream.close();
  });

  it('keeps no connections to subgraphs that are gone', async () => {
    await using gateway = await startTestGateway();
    await post(gateway.url, { query: '{ me { name } thing(id: "t1") { title } }' });
    const only = composeSupergraph([
      { name: 'auth', url: gateway.auth.url, schemaSdl: AUTH_SDL, eventsSdl: undefined },
    ]);
    assert.ok((await gateway.things.connections()) > 0);
    await gateway.service.reload(only.supergraphSdl ?? '');
    let open = 1;
    const count = () => {
      gateway.things.connections().then((connections) => {
        open = connections;
      });
      return open === 0;
    };
    await eventually(count, 'the connections are closed');
    assert.equal((await post(gateway.url, { query: '{ me { name } }' })).status, 200);
  });
});
