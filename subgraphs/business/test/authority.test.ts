import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import { type BusinessSystem, type Reply, startBusinessSystem } from './helpers/business-system.ts';

const READERS = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER'];
const WRITERS = ['OWNER', 'ADMIN', 'MEMBER'];
const MEMBERS = [...READERS, 'AUDITOR'];
const EVERYBODY = [...MEMBERS, 'stranger', 'anonymous'];

const CREATE_UPLOAD =
  'mutation ($input: CreateUploadInput!) { result: createUpload(input: $input) { __typename } }';
const CREATE_CONVERSATION = `mutation ($input: CreateConversationInput!) { result: createConversation(input: $input) {
  __typename ... on InvalidInput { field } } }`;
const SEND = `mutation ($input: SendMessageInput!) { result: sendMessage(input: $input) {
  __typename ... on InvalidInput { field } ... on MessageSent { answer { id } message { id } generation { id } } ... on AnswerInProgress { generation { id } } } }`;
const DELETE =
  'mutation ($input: DeleteDocumentInput!) { result: deleteDocument(input: $input) { __typename } }';
const READ = `query ($conversation: ID!, $document: ID!) {
  conversation(id: $conversation) { id messages { edges { node { content } } } }
  document(id: $document) { id filename } }`;
const ENTITIES = `query ($r: [_Any!]!) { _entities(representations: $r) { __typename
  ... on Conversation { title } ... on Message { content conversation { id } } ... on Document { filename downloadUrl } } }`;
const LISTS = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Workspace {
  conversations { edges { node { id } } } documents { edges { node { id } } } } } }`;

describe('who may do what with what belongs to a workspace', () => {
  let system: BusinessSystem;
  let conversationId: string;
  let documentId: string;
  let messageId: string;
  before(async () => {
    system = await startBusinessSystem();
    conversationId = await system.createConversation();
    documentId = await system.upload('hello');
    const sent = await askAs('MEMBER', SEND, { input: { conversationId, content: 'Why?' } });
    messageId = sent.data.result.message.id;
  });
  after(() => system.close());

  const askAs = (role: string, query: string, variables: Record<string, unknown>) =>
    system.ask(system.as(role), query, variables);
  const outcomeOf = ({ data, code }: Reply): string => code ?? data.result.__typename;

  it('A56 the matrix: each change by each role', async () => {
    const { workspaceId } = system;
    const matrix: [string, string, () => Promise<object> | object, Record<string, string>][] = [
      [
        'announcing an upload',
        CREATE_UPLOAD,
        () => ({ workspaceId, filename: 'a.txt', contentType: 'text/plain', size: 1 }),
        { done: 'UploadCreated', VIEWER: 'FORBIDDEN', AUDITOR: 'FORBIDDEN', stranger: 'NOT_FOUND' },
      ],
      [
        'beginning a conversation',
        CREATE_CONVERSATION,
        () => ({ workspaceId }),
        { done: 'ConversationCreated', VIEWER: 'FORBIDDEN', AUDITOR: 'FORBIDDEN', stranger: 'NOT_FOUND' },
      ],
      [
        'asking',
        SEND,
        async () => ({ conversationId: await system.createConversation(), content: 'Why?' }),
        {
          done: 'MessageSent',
          VIEWER: 'FORBIDDEN',
          AUDITOR: 'ConversationNotFound',
          stranger: 'ConversationNotFound',
        },
      ],
      [
        'deleting a document',
        DELETE,
        async () => ({ documentId: await system.upload('bye') }),
        {
          done: 'DocumentDeleted',
          VIEWER: 'FORBIDDEN',
          AUDITOR: 'DocumentNotFound',
          stranger: 'DocumentNotFound',
        },
      ],
    ];
    for (const [what, mutation, makeInput, expected] of matrix) {
      for (const role of EVERYBODY) {
        const outcome = outcomeOf(await askAs(role, mutation, { input: await makeInput() }));
        const wanted =
          role === 'anonymous' ? 'UNAUTHENTICATED' : WRITERS.includes(role) ? expected.done : expected[role];
        assert.equal(outcome, wanted, `${what} as ${role}`);
      }
    }
  });

  it('A56 readers read conversations and documents; nobody else does', async () => {
    const variables = { conversation: conversationId, document: documentId };
    for (const role of EVERYBODY) {
      const { data, code } = await askAs(role, READ, variables);
      if (role === 'anonymous') assert.equal(code, 'UNAUTHENTICATED');
      else if (!READERS.includes(role)) assert.deepEqual(data, { conversation: null, document: null }, role);
      else {
        assert.equal(data.document.filename, 'notes.txt', role);
        assert.equal(data.conversation.messages.edges[0].node.content, 'Why?', role);
      }
    }
  });

  it('A36 somebody else’s is answered like what does not exist, word for word', async () => {
    for (const id of [newId(), 'none', '', "' or '1'='1", 'a\0', '__proto__']) {
      for (const role of ['stranger', 'AUDITOR']) {
        assert.deepEqual(
          await askAs(role, READ, { conversation: id, document: id }),
          await askAs(role, READ, { conversation: conversationId, document: documentId }),
        );
        assert.deepEqual(
          await askAs(role, SEND, { input: { conversationId: id, content: 'Why?' } }),
          await askAs(role, SEND, { input: { conversationId, content: 'Why?' } }),
        );
        assert.deepEqual(
          await askAs(role, DELETE, { input: { documentId: id } }),
          await askAs(role, DELETE, { input: { documentId } }),
        );
      }
      assert.deepEqual(
        await askAs('stranger', CREATE_CONVERSATION, { input: { workspaceId: id } }),
        await askAs('stranger', CREATE_CONVERSATION, { input: { workspaceId: system.workspaceId } }),
      );
    }
  });

  it('A25 A36 foreign entities resolve to null, like entities that do not exist', async () => {
    const references = (conversation: string, message: string, document: string) => [
      { __typename: 'Conversation', id: conversation },
      { __typename: 'Message', id: message },
      { __typename: 'Document', id: document },
    ];
    const real = references(conversationId, messageId, documentId);
    for (const role of ['stranger', 'AUDITOR', 'anonymous']) {
      for (const representations of [
        real,
        references(newId(), newId(), newId()),
        references('x', 'a\0', ''),
      ]) {
        const { data, code } = await askAs(role, ENTITIES, { r: representations });
        assert.deepEqual([data, code], [{ _entities: [null, null, null] }, undefined], role);
      }
    }
    const { data } = await askAs('VIEWER', ENTITIES, { r: real });
    assert.deepEqual(
      data._entities.map((entity: { __typename: string }) => entity.__typename),
      ['Conversation', 'Message', 'Document'],
    );
  });

  it('A56 lists are for readers; an auditor is told so, to everybody else the workspace is empty', async () => {
    const r = [{ __typename: 'Workspace', id: system.workspaceId }];
    const empty = { _entities: [{ conversations: { edges: [] }, documents: { edges: [] } }] };
    for (const role of EVERYBODY) {
      const reply = await askAs(role, LISTS, { r });
      if (READERS.includes(role)) assert.ok(reply.data._entities[0].documents.edges.length > 0, role);
      else if (role === 'AUDITOR') assert.equal(reply.code, 'FORBIDDEN');
      else assert.deepEqual(reply.data, empty, role);
    }
  });

  it('A7 A58 page sizes and cursors that are none are refused', async () => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const query = `query ($r: [_Any!]!, $first: Int, $after: String) { _entities(representations: $r) {
      ... on Workspace { conversations(first: $first, after: $after) { edges { cursor } } } } }`;
    const r = [{ __typename: 'Workspace', id: system.workspaceId }];
    for (const variables of [
      { first: 0 },
      { first: 101 },
      { after: 'x' },
      { after: encode(["2026'; drop table business.message; --", newId()]) },
      { after: encode(['-271821-04-20T00:00:00.000Z', newId()]) },
      { after: encode(['+275760-09-13T00:00:00.000Z', newId()]) },
      { after: encode(['0000-01-01T00:00:00.000Z', newId()]) },
      { after: encode([1e12, newId()]) },
    ]) {
      assert.equal(
        (await askAs('VIEWER', query, { r, ...variables })).code,
        'BAD_USER_INPUT',
        JSON.stringify(variables),
      );
    }
    const { data } = await askAs('VIEWER', query, { r, first: 1 });
    const [{ cursor }] = data._entities[0].conversations.edges;
    assert.equal((await askAs('VIEWER', query, { r, first: 1, after: cursor })).code, undefined);
  });

  it('one question at a time is answered, whoever asks', async () => {
    const input = { conversationId: await system.createConversation(), content: 'Why?' };
    const first = await askAs('MEMBER', SEND, { input });
    const second = await askAs('OWNER', SEND, { input });
    assert.equal(outcomeOf(second), 'AnswerInProgress');
    assert.equal(second.data.result.generation.id, first.data.result.generation.id);
  });

  it('F22 a question sent twice with a key is asked once, by that person', async () => {
    const input = {
      conversationId: await system.createConversation(),
      content: 'Why?',
      idempotencyKey: newId(),
    };
    const replies = await Promise.all([1, 2, 3].map(() => askAs('MEMBER', SEND, { input })));
    for (const reply of replies) assert.deepEqual(reply, replies[0]);
    assert.equal(outcomeOf(await askAs('ADMIN', SEND, { input })), 'AnswerInProgress');
  });

  it('A58 A67 a question is 1 to 32,000 characters, whatever they are', async () => {
    for (const [change, field] of [
      [{ content: ' \0 ' }, 'content'],
      [{ content: 'x'.repeat(32_001) }, 'content'],
      [{ idempotencyKey: 'k'.repeat(201) }, 'idempotencyKey'],
    ] as const) {
      const { data } = await askAs('MEMBER', SEND, { input: { conversationId, content: 'Why?', ...change } });
      assert.deepEqual(data.result, { __typename: 'InvalidInput', field });
    }
    for (const content of ['a\0b\ud800', "'; drop table business.message; --", '🔑'.repeat(16_000)]) {
      const input = { conversationId: await system.createConversation(), content };
      assert.equal(outcomeOf(await askAs('MEMBER', SEND, { input })), 'MessageSent');
    }
    const refused = await askAs('MEMBER', CREATE_CONVERSATION, {
      input: { workspaceId: system.workspaceId, title: 'x'.repeat(201) },
    });
    assert.deepEqual(refused.data.result, { __typename: 'InvalidInput', field: 'title' });
  });

  it('A49 inputs the schema does not have are refused', async () => {
    for (const smuggled of [{ createdBy: newId() }, { role: 'OWNER' }, { id: newId() }]) {
      const input = { workspaceId: system.workspaceId, ...smuggled };
      assert.equal((await askAs('MEMBER', CREATE_CONVERSATION, { input })).code, 'BAD_USER_INPUT');
    }
  });
});
