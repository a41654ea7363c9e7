import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { INTERNAL_TOKEN_HEADER } from '@codexcontinue/platform/identity';
import { collectSse, connectSocket } from '../../gateway/test/support/clients.ts';
import { startTestGateway, type TestGateway } from '../../gateway/test/support/gateway.ts';
import { collectParts } from '../../gateway/test/support/multipart-client.ts';
import { startSubgraph, type TestSubgraph } from '../../gateway/test/support/subgraphs.ts';
import { composeSupergraph } from '../../schema/src/compose.ts';
import { createObservedEventLog } from './support/observed-event-log.ts';

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { note(id: ID!): Note }
  type Note @key(fields: "id") { id: ID!  text: String! }
`;
const EVENTS_SDL = `
  type Subscription {
    noteEvents(noteId: ID!, after: Cursor): NoteEvent!
      @eventSource(topic: "note:{noteId}", guard: "note(id: $noteId) { id }", fromStart: true)
  }
  type NoteEvent { cursor: Cursor!  text: String! }
`;
const FOLLOW =
  'subscription ($id: ID!, $after: Cursor) { noteEvents(noteId: $id, after: $after) { cursor text } }';
/** Ada's; Grace may not know that it exists. */
const OWNER = 'u1';

function personOf(headers: IncomingHttpHeaders): string | undefined {
  const [, payload = ''] = String(headers[INTERNAL_TOKEN_HEADER]).split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()).caller.personId;
}

/** The first answer over each transport: `data` or the code of the error. */
const OPENINGS = {
  async SSE(url: string, authorization: string, variables: Record<string, unknown>) {
    const [event] = await collectSse(url, { query: FOLLOW, variables }, { authorization });
    return JSON.parse(String(event?.data));
  },
  async multipart(url: string, authorization: string, variables: Record<string, unknown>) {
    const accept = 'multipart/mixed;subscriptionSpec=1.0';
    const [part] = await collectParts(url, { query: FOLLOW, variables }, { authorization, accept });
    return part?.payload ?? part;
  },
  async WebSocket(url: string, authorization: string, variables: Record<string, unknown>) {
    const { send, next, socket } = await connectSocket(url, authorization);
    send({ id: '1', type: 'subscribe', payload: { query: FOLLOW, variables } });
    const { type, payload } = await next();
    socket.close();
    return type === 'error' ? { errors: payload } : payload;
  },
};

describe('the topic of a subscription', { timeout: 180_000 }, () => {
  const eventLog = createObservedEventLog();
  let notes: TestSubgraph;
  let gateway: TestGateway;
  before(async () => {
    const own = (id: string, headers: IncomingHttpHeaders) =>
      id === 'n1' && personOf(headers) === OWNER ? { __typename: 'Note', id, text: 'mine' } : null;
    notes = await startSubgraph(SDL, {
      Query: {
        note: (_: unknown, { id }: { id: string }, { headers }: { headers: IncomingHttpHeaders }) =>
          own(id, headers),
      },
    });
    const { supergraphSdl, errors } = composeSupergraph([
      { name: 'notes', url: notes.url, schemaSdl: SDL, eventsSdl: EVENTS_SDL },
    ]);
    assert.equal(errors, undefined);
    gateway = await startTestGateway({ supergraphSdl, eventLog });
    await eventLog.append('note:n1', { data: { text: 'a' }, sequence: 1 });
    await eventLog.append('note:n1', { data: { text: 'b' }, sequence: 2, final: true });
    // Topics that no note has: a guard that let these ids through would show them.
    await eventLog.append('note:n1:secret', { data: { text: 'secret' }, sequence: 1, final: true });
  });
  after(async () => {
    await gateway[Symbol.asyncDispose]();
    await notes[Symbol.asyncDispose]();
  });

  for (const [transport, open] of Object.entries(OPENINGS)) {
    it(`is followed by who may see its object, and by nobody else, over ${transport}`, async () => {
      const own = await open(gateway.url, 'Bearer ada', { id: 'n1' });
      assert.equal(own.data.noteEvents.text, 'a');
      const codeFor = async (authorization: string, variables: Record<string, unknown>) => {
        const { data, errors } = await open(gateway.url, authorization, variables);
        assert.ok(!data);
        assert.doesNotMatch(JSON.stringify(errors), /secret|mine/);
        return errors[0].extensions.code;
      };
      assert.equal(await codeFor('Bearer grace', { id: 'n1' }), 'NOT_FOUND');
      // A cursor of somebody else opens no door, and does not tell whether there is one.
      const after = own.data.noteEvents.cursor;
      for (const id of ['n1', 'n2'])
        assert.equal(await codeFor('Bearer grace', { id, after }), 'CURSOR_INVALID');
      for (const id of ['n2', '', 'n1:secret', '*', '{noteId}', 'n1\n'])
        assert.equal(await codeFor('Bearer ada', { id }), 'NOT_FOUND', JSON.stringify(id));
      assert.equal(eventLog.followers('note:n1:secret'), 0);
    });
  }
});
