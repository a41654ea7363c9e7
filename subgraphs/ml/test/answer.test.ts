import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type MlSystem, person, startMlSystem } from './helpers/ml-system.ts';

const HANDBOOK = `# Pump handbook

The P-200 pump delivers 40 litres per minute at 3.5 bar. It must not run dry for more than ten seconds.

## Warranty

The warranty for the P-200 pump lasts 24 months from delivery. Damage by frost is not covered.
`;

const GENERATION = `query ($id: ID!) { generation(id: $id) {
  status text model engine failure { code } createdAt startedAt finishedAt conversation { id }
  citations { number document { id } page startOffset endOffset contentHash quote }
  usage { promptTokens completionTokens passagesUsed firstTokenMilliseconds durationMilliseconds } } }`;

describe('an answer without a language model', () => {
  let system: MlSystem;
  let documentId: string;

  before(async () => {
    system = await startMlSystem();
    ({ documentId } = await system.ingest({
      filename: 'handbook.md',
      contentType: 'text/markdown',
      bytes: HANDBOOK,
    }));
  });
  after(() => system.close());

  it('quotes the document, with a citation that stands in its text', async () => {
    const id = await system.request('How long is the warranty of the P-200 pump?');
    const events = await system.follow(id);
    const finished = await system.finished(id);
    const { data } = await system.ask(GENERATION, { id });
    const { generation } = data;
    assert.equal(generation.status, 'COMPLETED');
    assert.equal(generation.engine, 'EXTRACTIVE');
    assert.equal(generation.model, 'extractive');
    assert.match(generation.text, /not a language model/);
    assert.match(generation.text, /> The warranty for the P-200 pump lasts 24 months from delivery\. \[1\]/);
    assert.equal(finished.text, generation.text);

    const [citation] = generation.citations;
    const text = await system.ask(
      `query ($id: ID!) { _entities(representations: [{ __typename: "Document", id: $id }]) { ... on Document { passageCount text { content contentHash } } } }`,
      { id: documentId },
    );
    const { content, contentHash } = text.data._entities[0].text;
    assert.equal(citation.document.id, documentId);
    assert.equal(content.slice(citation.startOffset, citation.endOffset), citation.quote);
    assert.equal(citation.contentHash, contentHash);

    assert.deepEqual(
      events.map(({ data: event }) => event.sequence),
      events.map((_event, index) => index + 1),
    );
    assert.equal(events.map(({ data: event }) => event.delta ?? '').join(''), generation.text);
    assert.deepEqual(events.at(-1)?.data, {
      sequence: events.length,
      kind: 'COMPLETED',
      generation: { __typename: 'Generation', id },
    });
  });

  it('says that the documents do not answer what they do not answer', async () => {
    const id = await system.request('Who won the chess championship of 1972?');
    const { text } = await system.finished(id);
    assert.match(text, /Nothing in this workspace's documents answers this/);
    const { data } = await system.ask(GENERATION, { id });
    assert.deepEqual(data.generation.citations, []);
  });

  it('finds nothing of other workspaces, and shows nothing to others', async () => {
    const stranger = person({});
    const id = await system.request('How long is the warranty?');
    await system.finished(id);
    assert.equal((await system.ask(GENERATION, { id }, stranger)).data.generation, null);
    assert.equal(
      (
        await system.ask(
          `query ($id: ID!) { generationStream(generationId: $id) { lastSequence } }`,
          { id },
          stranger,
        )
      ).data.generationStream,
      null,
    );
    const search = `query ($id: ID!) { search(workspaceId: $id, query: "warranty") { edges { score node { text } } } }`;
    const theirs = await system.ask(search, { id: system.workspaceId }, stranger);
    const missing = await system.ask(search, { id: crypto.randomUUID() }, stranger);
    assert.equal(theirs.errors?.[0]?.extensions.code, 'NOT_FOUND');
    assert.equal(theirs.errors?.[0]?.message, missing.errors?.[0]?.message);
    const found = await system.ask(search, { id: system.workspaceId });
    assert.equal(found.data.search.edges.length, 1);
  });

  it('asks for a person', async () => {
    const { errors } = await system.ask('{ modelService { message } }', {}, { kind: 'anonymous' });
    assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
    const { data } = await system.ask('{ modelService { engine defaultModel models { name } } }');
    assert.deepEqual(data.modelService, {
      engine: 'EXTRACTIVE',
      defaultModel: 'extractive',
      models: [{ name: 'extractive' }],
    });
  });
});
