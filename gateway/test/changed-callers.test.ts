import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import { describe, it } from 'node:test';
import { AUTHORITY_TOPIC, authorityEvent } from '@codexcontinue/platform/authority-notice';
import { type Caller, INTERNAL_TOKEN_HEADER } from '@codexcontinue/platform/identity';
import { composeSupergraph } from '../../schema/src/compose.ts';
import { connectSocket, openSse } from './support/clients.ts';
import { eventually, startTestGateway } from './support/gateway.ts';
import { startSubgraph } from './support/subgraphs.ts';

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { note(id: ID!): Note  role: String }
  type Note @key(fields: "id") { id: ID!  seenAs: String }
`;
const EVENTS_SDL = `
  type Subscription {
    noteEvents(noteId: ID!, after: Cursor): NoteEvent!
      @eventSource(topic: "note:{noteId}", guard: "note(id: $noteId) { id }")
  }
  type Note @key(fields: "id", resolvable: false) { id: ID! }
  type NoteEvent { cursor: Cursor!  text: String!  note: Note }
`;
const FOLLOW = 'subscription { noteEvents(noteId: "n1") { cursor text note { seenAs } } }';

type Context = { readonly headers: IncomingHttpHeaders };

function roleOf({ headers }: Context): string | undefined {
  const [, claims = ''] = String(headers[INTERNAL_TOKEN_HEADER]).split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString()).caller.workspaceRoles.w1;
}

/** A gateway whose one person has the role that was set last. */
async function setUp() {
  let role = 'OWNER';
  const callerNow = (): Caller => ({
    kind: 'person',
    personId: 'p1',
    sessionId: 's1',
    workspaceRoles: { w1: role },
  });
  const note = { __typename: 'Note', id: 'n1' };
  const notes = await startSubgraph(SDL, {
    Query: {
      note: (_: unknown, __: unknown, context: Context) => (roleOf(context) === 'AUDITOR' ? null : note),
      role: (_: unknown, __: unknown, context: Context) => roleOf(context),
    },
    Note: {
      __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Note', id }),
      seenAs: (_: unknown, __: unknown, context: Context) => roleOf(context),
    },
  });
  const { supergraphSdl, errors } = composeSupergraph([
    { name: 'notes', url: notes.url, schemaSdl: SDL, eventsSdl: EVENTS_SDL },
  ]);
  assert.equal(errors, undefined);
  const gateway = await startTestGateway({
    supergraphSdl: String(supergraphSdl),
    authenticate: {
      authenticate: async () => ({
        caller: callerNow(),
        credentialId: 's1',
        askedAt: performance.now(),
        again: async () => ({ caller: callerNow() }),
      }),
    },
  });
  const tell = (text: string) =>
    gateway.eventLog.append('note:n1', { data: { text, note: { __typename: 'Note', id: 'n1' } } });
  const become = async (next: string) => {
    role = next;
    const data = authorityEvent({ what: 'roles', personId: 'p1' });
    await gateway.eventLog.append(AUTHORITY_TOPIC, { data });
  };
  const guards = () => notes.calls.filter(({ query }) => query.includes('note(')).length;
  return {
    gateway,
    notes,
    tell,
    become,
    guards,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await notes[Symbol.asyncDispose]();
    },
  };
}

const read = (event: { data: string } | undefined) => JSON.parse(String(event?.data));

describe('a subscription of somebody whose authority changes', () => {
  it('A35 goes on as the new caller, once the guard has said so, and loses no event', async () => {
    await using system = await setUp();
    const { gateway, tell, become, guards } = system;
    const stream = await openSse(gateway.url, { query: FOLLOW });
    await tell('first');
    const first = read(await stream.next());
    assert.deepEqual(first.data.noteEvents.note, { seenAs: 'OWNER' });
    await become('VIEWER');
    await eventually(() => guards() === 2, 'the guard is asked again');
    let sequence = 0;
    for (;;) {
      sequence += 1;
      await tell(String(sequence));
      const { text, note } = read(await stream.next()).data.noteEvents;
      assert.equal(text, String(sequence));
      if (note.seenAs === 'VIEWER') break;
    }
    stream.close();
  });

  it('A35 ends with the last cursor when the guard says no', async () => {
    await using system = await setUp();
    const { gateway, tell, become } = system;
    const stream = await openSse(gateway.url, { query: FOLLOW });
    await tell('first');
    const first = read(await stream.next());
    await become('AUDITOR');
    const [error] = read(await stream.next()).errors;
    assert.deepEqual(error.extensions, { code: 'NOT_FOUND', cursor: first.extensions.cursor });
    await tell('secret');
    assert.equal((await stream.next())?.event, 'complete');
    assert.equal(await stream.next(), undefined);
  });

  it('A35 ends, to be resumed, when the guard cannot be asked', async () => {
    await using system = await setUp();
    const { gateway, notes, tell, become } = system;
    const stream = await openSse(gateway.url, { query: FOLLOW });
    await tell('first');
    const { extensions } = read(await stream.next());
    await notes[Symbol.asyncDispose]();
    await become('VIEWER');
    const [error] = read(await stream.next()).errors;
    assert.equal(error.extensions.code, 'SERVICE_UNAVAILABLE');
    assert.equal(error.extensions.cursor, extensions.cursor);
    stream.close();
  });

  it('A35 is judged anew when the change comes while the guard is being asked', async () => {
    await using system = await setUp();
    const { gateway, notes, become, guards } = system;
    const held = Promise.withResolvers<void>();
    const warm = await openSse(gateway.url, { query: FOLLOW });
    notes.hold = held.promise;
    const socket = await connectSocket(gateway.url);
    socket.send({ id: '1', type: 'subscribe', payload: { query: FOLLOW } });
    await eventually(() => guards() === 2, 'the guard is being asked');
    await become('AUDITOR');
    // The one that stands is asked about, too: by then the socket has heard of it.
    await eventually(() => guards() === 3, 'the change is known');
    held.resolve();
    const { type, payload } = await socket.next();
    assert.equal(type, 'error');
    assert.match(JSON.stringify(payload), /NOT_FOUND/);
    socket.socket.close();
    warm.close();
  });

  it('A35 leaves sockets open, which speak for the new caller', async () => {
    await using system = await setUp();
    const { gateway, become } = system;
    const socket = await connectSocket(gateway.url);
    let id = 0;
    const roleNow = async () => {
      id += 1;
      socket.send({ id: String(id), type: 'subscribe', payload: { query: '{ role }' } });
      const { payload } = await socket.next();
      await socket.next();
      return (payload as unknown as { data: { role: string } }).data.role;
    };
    assert.equal(await roleNow(), 'OWNER');
    await become('VIEWER');
    const began = performance.now();
    while ((await roleNow()) !== 'VIEWER') assert.ok(performance.now() - began < 1_000);
    socket.socket.close();
  });
});
