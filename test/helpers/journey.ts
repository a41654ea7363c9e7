import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { makeDocx, makePdf } from './documents.ts';
import { collect, JourneyClient } from './journey-client.ts';

const HANDBOOK = `# Maintenance handbook

The coolant pump must be inspected every 30 days. Each inspection is logged in the red book.

The night shift starts at ten o'clock and ends at six.
`;

/**
 * What a person does from the first visit to a grounded answer, through the API alone. Run against `npm start`, and
 * against the containers.
 */
export function describeJourney(urlOf: () => string, engine: 'EXTRACTIVE' | 'OLLAMA'): void {
  const shared: {
    client?: JourneyClient;
    workspaceId?: string;
    generationId?: string;
    conversationId?: string;
  } = {};
  const use = <Key extends keyof typeof shared>(key: Key) => {
    const value = shared[key];
    assert.ok(value, `an earlier step of the journey made no ${key}`);
    return value as NonNullable<(typeof shared)[Key]>;
  };

  it('signs up, makes a workspace and reads them back across subgraphs', async () => {
    const client = new JourneyClient(urlOf());
    await client.signUp(`${randomUUID()}@example.org`);
    shared.client = client;
    shared.workspaceId = await client.createWorkspace('Plant 7');
    const { me, workspace } = await client.ask<{ me: object; workspace: object }>(
      'query ($id: ID!) { me { name } workspace(id: $id) { name viewerRole documents { edges { node { id } } } conversations { edges { node { id } } } } }',
      { id: shared.workspaceId },
    );
    assert.deepEqual(me, { name: 'Ada Example' });
    assert.deepEqual(workspace, {
      name: 'Plant 7',
      viewerRole: 'OWNER',
      documents: { edges: [] },
      conversations: { edges: [] },
    });
  });

  for (const [filename, contentType, make] of [
    ['handbook.md', 'text/markdown', () => Buffer.from(HANDBOOK)],
    ['visitors.txt', 'text/plain', () => Buffer.from('Visitors wear a yellow badge at all times.\n')],
    [
      'safety.pdf',
      'application/pdf',
      () => makePdf(['Cover page', 'The emergency valve is painted bright orange.']),
    ],
    [
      'suppliers.docx',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      () => makeDocx(['The filters are delivered by the supplier in Bremen.']),
    ],
  ] as const) {
    it(`takes in ${filename}`, async () => {
      const client = use('client');
      const documentId = await client.upload(use('workspaceId'), filename, contentType, make());
      assert.equal(await client.untilReady(use('workspaceId'), documentId), 'READY');
    });
  }

  it('finds passages of every kind of document', async () => {
    for (const [query, filename] of [
      ['coolant pump inspection', 'handbook.md'],
      ['badge of visitors', 'visitors.txt'],
      ['emergency valve colour', 'safety.pdf'],
      ['who delivers filters', 'suppliers.docx'],
    ]) {
      const { search } = await use('client').ask<{
        search: { edges: { node: { document: { filename: string } } }[] };
      }>(
        'query ($id: ID!, $query: String!) { search(workspaceId: $id, query: $query, first: 3) { edges { score node { document { filename } } } } }',
        { id: use('workspaceId'), query },
      );
      assert.equal(search.edges[0]?.node.document.filename, filename, query);
    }
  });

  it('answers a question with citations that stand in the document', async () => {
    const client = use('client');
    shared.conversationId = await client.createConversation(use('workspaceId'));
    shared.generationId = await client.sendMessage(
      shared.conversationId,
      'How often must the coolant pump be inspected?',
    );
    const events = await collect(client.followOverSse(shared.generationId));
    assert.deepEqual(
      events.map(({ sequence }) => sequence),
      events.map((_, index) => index + 1),
    );
    const terminal = events.at(-1);
    assert.equal(terminal?.kind, 'COMPLETED');
    const { generation } = terminal;
    assert.ok(generation);
    assert.equal(generation.engine, engine);
    assert.equal(events.map(({ delta }) => delta ?? '').join(''), generation.text);
    assert.ok(generation.citations.length > 0, 'no citations');
    for (const { quote, document, startOffset, endOffset, contentHash } of generation.citations) {
      const { document: source } = await client.ask<{
        document: { text: { content: string; contentHash: string } };
      }>('query ($id: ID!) { document(id: $id) { text { content contentHash } } }', { id: document.id });
      assert.equal(source.text.content.slice(startOffset, endOffset), quote);
      assert.equal(source.text.contentHash, contentHash);
    }
    assert.match(generation.citations.map(({ quote }) => quote).join('\n'), /every 30 days/);
  });

  it('names the page a quote stands on', async () => {
    const client = use('client');
    const conversationId = await client.createConversation(use('workspaceId'));
    const generationId = await client.sendMessage(conversationId, 'What colour is the emergency valve?');
    const events = await collect(client.followOverWebSocket(generationId));
    const citation = events
      .at(-1)
      ?.generation?.citations.find(({ quote }) => quote.includes('bright orange'));
    assert.equal(citation?.document.filename, 'safety.pdf');
    assert.equal(citation.page, 2);
  });

  it('F11 F12 gives every reader the same bytes, over both transports, from the beginning and from any cursor', async () => {
    const client = use('client');
    const generationId = use('generationId');
    const [left, right, socket] = await Promise.all([
      collect(client.followOverSse(generationId)),
      collect(client.followOverSse(generationId)),
      collect(client.followOverWebSocket(generationId)),
    ]);
    assert.equal(JSON.stringify(left), JSON.stringify(right));
    assert.equal(JSON.stringify(left), JSON.stringify(socket));
    for (const [index, event] of left.entries()) {
      const rest = await collect(client.followOverSse(generationId, event.cursor));
      assert.equal(JSON.stringify(rest), JSON.stringify(left.slice(index + 1)));
    }
  });

  it('keeps the answer in the conversation', async () => {
    const client = use('client');
    const { conversation } = await client.ask<{
      conversation: {
        title: string;
        messages: { edges: { node: { role: string; generation: { text: string } | null } }[] };
      };
    }>(
      'query ($id: ID!) { conversation(id: $id) { title messages(first: 10) { edges { node { role content generation { text status } } } } } }',
      { id: use('conversationId') },
    );
    assert.equal(conversation.title, 'How often must the coolant pump be inspected?');
    assert.deepEqual(
      conversation.messages.edges.map(({ node }) => node.role),
      ['USER', 'ASSISTANT'],
    );
    assert.match(conversation.messages.edges[1]?.node.generation?.text ?? '', /30 days/);
  });

  it('adds a question once, however often it is sent with the same key', async () => {
    const client = use('client');
    const conversationId = await client.createConversation(use('workspaceId'));
    const key = randomUUID();
    const ids = await Promise.all(
      [1, 2, 3].map(() => client.sendMessage(conversationId, 'What colour is the emergency valve?', key)),
    );
    assert.equal(new Set(ids).size, 1);
    const events = await collect(client.followOverWebSocket(ids[0] ?? ''));
    assert.equal(events.filter(({ kind }) => kind !== 'DELTA').length, 1);
    const { conversation } = await client.ask<{ conversation: { messages: { edges: unknown[] } } }>(
      'query ($id: ID!) { conversation(id: $id) { messages { edges { node { id } } } } }',
      { id: conversationId },
    );
    assert.equal(conversation.messages.edges.length, 2);
  });

  it('refuses bad documents with a reason, and keeps nothing of them', async () => {
    const client = use('client');
    const workspaceId = use('workspaceId');
    for (const [filename, contentType, content, code] of [
      ['broken.pdf', 'application/pdf', Buffer.from('%PDF-1.7 and then nothing of the kind'), 'CORRUPT'],
      [
        'page.pdf',
        'application/pdf',
        Buffer.from('<!doctype html><html><body>hello</body></html>'),
        'UNSUPPORTED_TYPE',
      ],
      ['blank.txt', 'text/plain', Buffer.from('   \n\n  '), 'EMPTY'],
    ] as const) {
      const id = await client.upload(workspaceId, filename, contentType, content);
      assert.equal(await client.untilReady(workspaceId, id), 'FAILED', filename);
      const { document } = await client.ask<{
        document: { failure: { code: string; message: string }; passageCount: number };
      }>(
        'query ($id: ID!) { document(id: $id) { failure { code message } passageCount text { content } } }',
        { id },
      );
      assert.equal(document.failure.code, code, filename);
      assert.ok(document.failure.message.length > 20);
      assert.equal(document.passageCount, 0);
    }
    const { createUpload } = await client.ask<{ createUpload: { __typename: string } }>(
      'mutation ($input: CreateUploadInput!) { createUpload(input: $input) { __typename } }',
      { input: { workspaceId, filename: 'film.mp4', contentType: 'video/mp4', size: 10 } },
    );
    assert.equal(createUpload.__typename, 'UnsupportedContentType');
  });

  it('A36 A63 shows a stranger nothing, and the same answer as for what does not exist', async () => {
    const stranger = new JourneyClient(urlOf());
    await stranger.signUp(`${randomUUID()}@example.org`);
    const query =
      'query ($w: ID!, $c: ID!, $g: ID!) { workspace(id: $w) { id } conversation(id: $c) { id } generation(id: $g) { id } }';
    const foreign = { w: use('workspaceId'), c: use('conversationId'), g: use('generationId') };
    const missing = { w: randomUUID(), c: randomUUID(), g: randomUUID() };
    const nothing = { workspace: null, conversation: null, generation: null };
    assert.deepEqual(await stranger.ask(query, foreign), nothing);
    assert.deepEqual(await stranger.ask(query, missing), nothing);
    const search = 'query ($w: ID!) { search(workspaceId: $w, query: "coolant") { edges { score } } }';
    const [foreignSearch, missingSearch] = await Promise.all([
      stranger.send(search, { w: foreign.w }),
      stranger.send(search, { w: missing.w }),
    ]);
    assert.equal(foreignSearch.data ?? null, null);
    assert.deepEqual(
      foreignSearch.errors?.map(({ message, extensions }) => [message, extensions?.code]),
      missingSearch.errors?.map(({ message, extensions }) => [message, extensions?.code]),
    );
  });

  it('asks the anonymous to sign in', async () => {
    const anonymous = new JourneyClient(urlOf());
    assert.deepEqual(await anonymous.ask('{ me { id } }'), { me: null });
    const reply = await anonymous.send('query ($id: ID!) { workspace(id: $id) { id } }', {
      id: use('workspaceId'),
    });
    assert.equal(reply.errors?.[0]?.extensions?.code, 'UNAUTHENTICATED');
  });

  it('forgets a deleted document at once', async () => {
    const client = use('client');
    const id = await client.upload(
      use('workspaceId'),
      'gone.txt',
      'text/plain',
      Buffer.from('The zeppelin is in hangar nine.\n'),
    );
    assert.equal(await client.untilReady(use('workspaceId'), id), 'READY');
    const remove = 'mutation ($input: DeleteDocumentInput!) { deleteDocument(input: $input) { __typename } }';
    await client.ask(remove, { input: { documentId: id } });
    assert.deepEqual(await client.ask('query ($id: ID!) { document(id: $id) { id } }', { id }), {
      document: null,
    });
  });

  it('refuses a token of an ended session', async () => {
    const client = new JourneyClient(urlOf());
    await client.signUp(`${randomUUID()}@example.org`);
    await client.ask('mutation { signOut { signedOut } }');
    const reply = await client.send('{ me { id } }');
    assert.equal(reply.errors?.[0]?.extensions?.code, 'UNAUTHENTICATED');
  });
}
