import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type EventLog, EventLogUnavailableError } from '@codexcontinue/platform/event-log/event-log';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import { collectSse, connectSocket, type GraphQLFault, openSse } from './support/clients.ts';
import { startTestGateway, type TestGateway } from './support/gateway.ts';

const STORY =
  'subscription ($after: Cursor) { story(thingId: "t1", after: $after) { cursor sequence delta } }';
const ADA = { authorization: 'Bearer ada' };

async function tell(gateway: TestGateway, from: number, to: number, final = false): Promise<void> {
  for (let sequence = from; sequence <= to; sequence += 1) {
    const data = {
      sequence,
      delta: `d${sequence}`,
      thing: sequence === to ? { __typename: 'Thing', id: 't1' } : null,
    };
    await gateway.eventLog.append('story:t1', { data, sequence, final: final && sequence === to });
  }
}

function faultOf(event: { data: string } | undefined): GraphQLFault | undefined {
  return JSON.parse(event?.data ?? '{}').errors?.[0];
}

function codeOf(event: { data: string } | undefined): unknown {
  return faultOf(event)?.extensions.code;
}

describe('a subscription over SSE', () => {
  it('gives every event from the first, joined with the subgraphs, and ends after the final one', async () => {
    await using gateway = await startTestGateway();
    await tell(gateway, 1, 3, true);
    const query = 'subscription { story(thingId: "t1") { sequence delta thing { title owner { name } } } }';
    const events = await collectSse(gateway.url, { query }, ADA);
    const thing = { title: 'First', owner: { name: 'Ada' } };
    assert.deepEqual(
      events.map(({ data }) => JSON.parse(data).data.story),
      [
        { sequence: 1, delta: 'd1', thing: null },
        { sequence: 2, delta: 'd2', thing: null },
        { sequence: 3, delta: 'd3', thing },
      ],
    );
    assert.equal(
      gateway.things.calls.some(({ headers }) => headers['x-codexcontinue-internal'] === undefined),
      false,
    );
  });

  it('F9 loses nothing that happens after it was opened, and begins there', async () => {
    await using gateway = await startTestGateway();
    await gateway.eventLog.append('thing:t1', { data: { kind: 'EARLIER' } });
    const query = 'subscription { thingEvents(thingId: "t1") { kind actor { name } thing { title } } }';
    const stream = await openSse(gateway.url, { query }, ADA);
    const event = {
      kind: 'LATER',
      actor: { __typename: 'User', id: 'u2' },
      thing: { __typename: 'Thing', id: 't2' },
    };
    await gateway.eventLog.append('thing:t1', { data: event });
    const { data } = (await stream.next()) ?? {};
    assert.deepEqual(JSON.parse(String(data)).data.thingEvents, {
      kind: 'LATER',
      actor: { name: 'Grace' },
      thing: { title: 'Second' },
    });
    stream.close();
  });

  it('carries the same cursor as id, in the extensions and as the field', async () => {
    await using gateway = await startTestGateway();
    await tell(gateway, 1, 1, true);
    const [event] = await collectSse(gateway.url, { query: STORY }, ADA);
    const { data, extensions } = JSON.parse(String(event?.data));
    assert.ok(event?.id);
    assert.equal(extensions.cursor, event.id);
    assert.equal(data.story.cursor, event.id);
  });

  it('F11 resumes by cursor with exactly the rest, byte for byte', async () => {
    await using gateway = await startTestGateway();
    await tell(gateway, 1, 5, true);
    const whole = await collectSse(gateway.url, { query: STORY }, ADA);
    const second = await collectSse(gateway.url, { query: STORY }, ADA);
    assert.deepEqual(second, whole);
    for (const [index, { id }] of whole.entries()) {
      const rest = await collectSse(gateway.url, { query: STORY, variables: { after: id } }, ADA);
      assert.deepEqual(rest, whole.slice(index + 1));
      const byHeader = await collectSse(
        gateway.url,
        { query: STORY },
        { ...ADA, 'last-event-id': String(id) },
      );
      assert.deepEqual(byHeader, whole.slice(index + 1));
    }
  });

  it('answers aliases, fragments and conditions', async () => {
    await using gateway = await startTestGateway();
    await tell(gateway, 1, 1, true);
    const query = `
      subscription S($id: ID!, $with: Boolean!, $without: Boolean!) { tale: story(thingId: $id) {
        __typename number: sequence ...Text
        thing @include(if: $with) { id heading: title } skipped: thing @skip(if: $without) { title }
        ... on StoryEvent { again: delta } } }
      fragment Text on StoryEvent { delta thing @include(if: $with) { owner { id n: name } } }`;
    const variables = { id: 't1', with: true, without: true };
    const [event] = await collectSse(gateway.url, { query, variables }, ADA);
    assert.deepEqual(JSON.parse(String(event?.data)).data, {
      tale: {
        __typename: 'StoryEvent',
        number: 1,
        delta: 'd1',
        thing: { owner: { id: 'u1', n: 'Ada' }, id: 't1', heading: 'First' },
        again: 'd1',
      },
    });
    const [without] = await collectSse(gateway.url, { query, variables: { ...variables, with: false } }, ADA);
    assert.deepEqual(JSON.parse(String(without?.data)).data, {
      tale: { __typename: 'StoryEvent', number: 1, delta: 'd1', again: 'd1' },
    });
  });

  it('A36 answers alike for what does not exist', async () => {
    await using gateway = await startTestGateway();
    const [event] = await collectSse(gateway.url, { query: STORY.replace('"t1"', '"nothing"') }, ADA);
    assert.equal(codeOf(event), 'NOT_FOUND');
  });

  it('passes on what the guard says when it fails', async () => {
    await using gateway = await startTestGateway();
    await gateway.things[Symbol.asyncDispose]();
    const [event] = await collectSse(gateway.url, { query: STORY }, ADA);
    assert.equal(codeOf(event), 'SERVICE_UNAVAILABLE');
  });

  it('F8 looks at the topic only after the guard, which may have to bring its events back', async () => {
    const log = createMemoryEventLog();
    let restored = () => false;
    const forgetful: EventLog = {
      ...log,
      read: async (...args) => (restored() ? log.read(...args) : { events: [], gap: true }),
    };
    await using gateway = await startTestGateway({ eventLog: forgetful });
    restored = () => gateway.things.calls.length > 0;
    await tell(gateway, 1, 3, true);
    const [first] = await collectSse(gateway.url, { query: STORY }, ADA);
    gateway.things.calls.length = 0;
    const rest = await collectSse(gateway.url, { query: STORY, variables: { after: first?.id } }, ADA);
    assert.equal(rest.length, 2);
  });

  it('says that events cannot be read when the log is down, and only to those who may read them', async () => {
    const down = () => Promise.reject(new EventLogUnavailableError('down'));
    await using gateway = await startTestGateway({
      eventLog: { ...createMemoryEventLog(), read: down, tail: down },
    });
    const live = 'subscription { thingEvents(thingId: "t1") { kind } }';
    const [event] = await collectSse(gateway.url, { query: live }, ADA);
    assert.equal(codeOf(event), 'SERVICE_UNAVAILABLE');
    const [hidden] = await collectSse(gateway.url, { query: live.replace('t1', 'nothing') }, ADA);
    assert.equal(codeOf(hidden), 'NOT_FOUND');
  });

  it('refuses cursors that are altered, of another topic, or of somebody else', async () => {
    await using gateway = await startTestGateway();
    await tell(gateway, 1, 2, true);
    const [first] = await collectSse(gateway.url, { query: STORY }, ADA);
    const cursor = String(first?.id);
    const altered = `${cursor.slice(0, -1)}${cursor.endsWith('A') ? 'B' : 'A'}`;
    for (const after of [altered, '', 'x', 'AAAA', `${cursor}A`, `${cursor}=`]) {
      const [event] = await collectSse(gateway.url, { query: STORY, variables: { after } }, ADA);
      assert.equal(codeOf(event), 'CURSOR_INVALID', after);
    }
    const [other] = await collectSse(
      gateway.url,
      { query: STORY, variables: { after: cursor } },
      { authorization: 'Bearer grace' },
    );
    assert.equal(codeOf(other), 'CURSOR_INVALID');
    const foreign = 'subscription ($after: Cursor) { thingEvents(thingId: "t1", after: $after) { kind } }';
    const [topic] = await collectSse(gateway.url, { query: foreign, variables: { after: cursor } }, ADA);
    assert.equal(codeOf(topic), 'CURSOR_INVALID');
  });

  it('F7 says so when events after the cursor are gone', async () => {
    await using gateway = await startTestGateway({ eventLog: createMemoryEventLog({ journalLength: 2 }) });
    const query = 'subscription ($after: Cursor) { thingEvents(thingId: "t1", after: $after) { kind } }';
    const stream = await openSse(gateway.url, { query }, ADA);
    await gateway.eventLog.append('thing:t1', { data: { kind: 'A' } });
    const first = await stream.next();
    stream.close();
    for (const kind of ['B', 'C', 'D']) await gateway.eventLog.append('thing:t1', { data: { kind } });
    const [event] = await collectSse(gateway.url, { query, variables: { after: first?.id } }, ADA);
    assert.equal(codeOf(event), 'CURSOR_EXPIRED');
  });

  it('catches up on more than a live reader may fall behind', async () => {
    await using gateway = await startTestGateway({
      readerLimits: { maximumEvents: 10, maximumBytes: 1_000 },
    });
    await tell(gateway, 1, 1_000, true);
    const events = await collectSse(gateway.url, { query: STORY }, ADA);
    assert.equal(events.length, 1_000);
  });

  it('delivers an event whose joins fail, with what is known and an error', async () => {
    await using gateway = await startTestGateway();
    const query = 'subscription { thingEvents(thingId: "t1") { kind actor { id name } } }';
    const stream = await openSse(gateway.url, { query }, ADA);
    await gateway.auth[Symbol.asyncDispose]();
    await gateway.eventLog.append('thing:t1', {
      data: { kind: 'A', actor: { __typename: 'User', id: 'u1' } },
    });
    const event = await stream.next();
    assert.deepEqual(JSON.parse(String(event?.data)).data, { thingEvents: { kind: 'A', actor: null } });
    assert.equal(codeOf(event), 'SERVICE_UNAVAILABLE');
    assert.deepEqual(faultOf(event)?.path, ['thingEvents', 'actor']);
    stream.close();
  });

  it('asks the subgraphs once for all who see the same', async () => {
    await using gateway = await startTestGateway();
    const query = 'subscription { thingEvents(thingId: "t1") { kind actor { name } } }';
    const streams = await Promise.all(Array.from({ length: 5 }, () => openSse(gateway.url, { query }, ADA)));
    const other = await openSse(gateway.url, { query }, { authorization: 'Bearer grace' });
    gateway.auth.calls.length = 0;
    await gateway.eventLog.append('thing:t1', {
      data: { kind: 'A', actor: { __typename: 'User', id: 'u1' } },
    });
    const events = await Promise.all([...streams, other].map((stream) => stream.next()));
    assert.equal(new Set(events.slice(0, 5).map((event) => event?.data)).size, 1);
    assert.equal(gateway.auth.calls.length, 2);
    for (const stream of [...streams, other]) stream.close();
  });

  it('carries queries and refuses mutations by GET', async () => {
    await using gateway = await startTestGateway();
    const [event] = await collectSse(gateway.url, { query: '{ me { name } }' });
    assert.deepEqual(JSON.parse(String(event?.data)), { data: { me: { name: 'Ada' } } });
    gateway.auth.calls.length = 0;
    const query = encodeURIComponent('mutation { signIn(name: "x") { id } }');
    const response = await fetch(`${gateway.url}/graphql?query=${query}`, {
      headers: { accept: 'text/event-stream' },
    });
    assert.match(await response.text(), /send mutations by POST/);
    assert.equal(gateway.auth.calls.length, 0);
  });

  it('opens by GET, for EventSource', async () => {
    await using gateway = await startTestGateway();
    await tell(gateway, 1, 2, true);
    const query = encodeURIComponent('subscription ($id: ID!) { story(thingId: $id) { delta } }');
    const variables = encodeURIComponent('{"id":"t1"}');
    const headers = { accept: 'text/event-stream' };
    const response = await fetch(`${gateway.url}/graphql?query=${query}&variables=${variables}`, { headers });
    assert.equal((await response.text()).split('event: next').length, 3);
  });

  it('answers a credential that is not good with 401', async () => {
    await using gateway = await startTestGateway();
    const { response, close } = await openSse(gateway.url, { query: STORY }, { authorization: 'Bearer no' });
    assert.equal(response.status, 401);
    close();
  });

  it('A34 ends when the token does, and says so', async () => {
    await using gateway = await startTestGateway();
    const events = await collectSse(gateway.url, { query: STORY }, { authorization: 'Bearer brief' });
    assert.equal(codeOf(events.at(-1)), 'UNAUTHENTICATED');
  });

  it('A32 is held to the same limits', async () => {
    await using gateway = await startTestGateway();
    const deep = `subscription { story(thingId: "t1") { thing { owner { ${'friends { '.repeat(12)} id ${'} '.repeat(12)} } } } }`;
    for (const query of [
      deep,
      'subscription { a: story(thingId: "t1") { delta } b: story(thingId: "t1") { delta } }',
      'subscription { nope }',
      '{',
    ]) {
      const [event] = await collectSse(gateway.url, { query });
      assert.match(String(codeOf(event)), /^GRAPHQL_/);
    }
  });

  it('reads the same over both transports', async () => {
    await using gateway = await startTestGateway();
    await tell(gateway, 1, 3, true);
    const overSse = await collectSse(gateway.url, { query: STORY }, ADA);
    const socket = await connectSocket(gateway.url, 'Bearer ada');
    socket.send({ id: '1', type: 'subscribe', payload: { query: STORY } });
    for (const { data } of overSse) {
      assert.deepEqual(await socket.next(), { id: '1', type: 'next', payload: JSON.parse(data) });
    }
    assert.deepEqual(await socket.next(), { id: '1', type: 'complete' });
    socket.socket.close();
  });
});
