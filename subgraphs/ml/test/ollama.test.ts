import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type MlSystem, startMlSystem } from './helpers/ml-system.ts';
import { startOllama, type TestOllama } from './helpers/ollama.ts';

const HANDBOOK = `The P-200 pump delivers 40 litres per minute at 3.5 bar.

The warranty for the P-200 pump lasts 24 months from delivery. Damage by frost is not covered.`;

const GENERATION = `query ($id: ID!) { generation(id: $id) { status text model engine failure { code message }
  citations { number quote startOffset endOffset document { text { content } } }
  usage { promptTokens completionTokens promptTokenBudget passagesUsed messagesOmitted firstTokenMilliseconds } } }`;
const STOP = `mutation ($id: ID!) { stopGeneration(input: { generationId: $id }) { __typename
  ... on GenerationStopped { generation { id } } ... on Failure { message } } }`;
const QUESTION = 'How long is the warranty of the P-200 pump?';

/** Asks, follows to the end, and holds every answer to what must always be so. */
async function answerOf(system: MlSystem, question = QUESTION, more = {}) {
  const id = await system.request(question, more);
  const events = await system.follow(id);
  const finished = await system.finished(id);
  const { generation } = (await system.ask(GENERATION, { id })).data;
  assert.deepEqual(
    events.map(({ data }) => data.sequence),
    events.map((_event, index) => index + 1),
  );
  assert.deepEqual(
    events.filter(({ final }) => final).map(({ data }) => data.kind),
    [generation.status],
  );
  assert.equal(events.map(({ data }) => data.delta ?? '').join(''), generation.text);
  assert.deepEqual([finished.status, finished.text], [generation.status, generation.text]);
  return { id, generation };
}

/** A machine under load is slow; only what a test waits for may run out. */
const PATIENT = { probe: 30_000, connect: 30_000 };

describe('answers by a model on Ollama', () => {
  let ollama: TestOllama;
  let system: MlSystem;

  before(async () => {
    ollama = await startOllama(['nomic-embed-text', 'llama3.2']);
    system = await startMlSystem({ ollamaUrl: ollama.url, ollamaTimeouts: PATIENT });
    await system.ingest({ filename: 'handbook.md', bytes: HANDBOOK });
  });
  after(async () => {
    await system.close();
    await ollama.simulator.stop();
  });
  beforeEach(() => ollama.behave({ next: null, tokenDelayMilliseconds: null, answer: null, tokens: null }));

  const answer = (question = QUESTION, more = {}) => answerOf(system, question, more);

  it('chooses the installed chat model, grounds and cites the answer', async () => {
    const { generation } = await answer();
    assert.equal(generation.status, 'COMPLETED');
    assert.equal(generation.engine, 'OLLAMA');
    assert.equal(generation.model, 'llama3.2:latest');
    assert.match(generation.text, /lasts 24 months from delivery\. \[1\]/);
    const [citation] = generation.citations;
    assert.equal(citation.quote, 'The warranty for the P-200 pump lasts 24 months from delivery.');
    assert.equal(
      citation.document.text.content.slice(citation.startOffset, citation.endOffset),
      citation.quote,
    );
    assert.ok(generation.usage.promptTokens > 0 && generation.usage.completionTokens > 0);
    assert.equal(generation.usage.passagesUsed, 1);
    const { body } = (await ollama.chats()).at(-1) ?? {};
    assert.equal(body.options.num_ctx, generation.usage.promptTokenBudget + 1_536 + 256);
    assert.ok(!('think' in body));
  });

  it('A65 drops citations of passages that do not exist, and invents none', async () => {
    await ollama.behave({ answer: 'It lasts 24 months [99]. The moon is made of cheese.' });
    const { generation } = await answer();
    assert.equal(generation.status, 'COMPLETED');
    assert.deepEqual(generation.citations, []);
  });

  it('A66 tells the model when no passage answers', async () => {
    await answer('Who composed the Goldberg variations?');
    const { body } = (await ollama.chats()).at(-1) ?? {};
    assert.match(body.messages[0].content, /No passage of the documents matches/);
  });

  it('A67 ends an endless answer, and says so', async () => {
    await ollama.behave({ tokens: 5_000 });
    const { generation } = await answer();
    assert.equal(generation.status, 'COMPLETED');
    assert.match(generation.text, /The answer ends here/);
    const { body } = (await ollama.chats()).at(-1) ?? {};
    assert.equal(body.options.num_predict, 1_536);
    assert.equal(generation.usage.completionTokens, 1_536);
  });

  it('F14 says within two seconds that the server refuses', async () => {
    await ollama.behave({ next: 'http-503' });
    const before = performance.now();
    const id = await system.request(QUESTION);
    await system.follow(id);
    assert.ok(performance.now() - before < 2_000);
    const { generation } = (await system.ask(GENERATION, { id })).data;
    assert.equal(generation.failure.code, 'MODEL_UNAVAILABLE');
  });

  for (const [number, misbehaviour] of [
    ['F16', 'error-in-stream'],
    ['F17', 'close-without-done'],
    ['F18', 'garbage'],
    ['F18', 'long-line'],
  ] as const) {
    it(`${number} fails visibly on ${misbehaviour}, and keeps what came before`, async () => {
      await ollama.behave({ next: misbehaviour });
      const { generation } = await answer();
      assert.equal(generation.status, 'FAILED');
      assert.equal(generation.failure.code, 'MODEL_STREAM_BROKEN');
      assert.doesNotMatch(generation.failure.message, /CUDA/);
      assert.match(generation.text, /^The warranty/);
    });
  }

  it('names a model that is not installed', async () => {
    const { generation } = await answer(QUESTION, { model: 'gone:7b' });
    assert.equal(generation.failure.code, 'MODEL_NOT_FOUND');
  });

  it('F19 stops a model that writes, keeps the text and closes the connection', async () => {
    await ollama.behave({ tokenDelayMilliseconds: 20, tokens: 5_000 });
    const id = await system.request(QUESTION);
    await system.begun(id);
    const before = performance.now();
    const { data } = await system.ask(STOP, { id });
    assert.equal(data.stopGeneration.__typename, 'GenerationStopped');
    await ollama.clientGone();
    const events = await system.follow(id);
    assert.ok(performance.now() - before < 1_000);
    const { generation } = (await system.ask(GENERATION, { id })).data;
    assert.equal(generation.status, 'STOPPED');
    assert.notEqual(generation.text, '');
    assert.equal(events.map(({ data: event }) => event.delta ?? '').join(''), generation.text);
    const again = await system.ask(STOP, { id });
    assert.equal(again.data.stopGeneration.__typename, 'GenerationAlreadyEnded');
  });

  it('F19 stops a model that has not begun', async () => {
    const count = (await ollama.chats()).length;
    await ollama.behave({ next: 'hang-before-first-token' });
    const id = await system.request(QUESTION);
    while ((await ollama.chats()).length === count) await new Promise((resolve) => setImmediate(resolve));
    await system.ask(STOP, { id });
    await ollama.clientGone();
    await system.follow(id);
    const { generation } = (await system.ask(GENERATION, { id })).data;
    assert.equal(generation.status, 'STOPPED');
  });

  it('tells of the models and of the default', async () => {
    const { data } = await system.ask('{ modelService { engine defaultModel models { name engine } } }');
    assert.deepEqual(data.modelService, {
      engine: 'OLLAMA',
      defaultModel: 'llama3.2:latest',
      models: [
        { name: 'llama3.2:latest', engine: 'OLLAMA' },
        { name: 'extractive', engine: 'EXTRACTIVE' },
      ],
    });
  });
});

describe('F15 waiting for a model on Ollama', () => {
  let ollama: TestOllama;
  let system: MlSystem;
  before(async () => {
    ollama = await startOllama(['llama3.2']);
    system = await startMlSystem({ ollamaUrl: ollama.url, work: false });
  });
  after(async () => {
    await system.close();
    await ollama.simulator.stop();
  });

  /** What comes of an answer whose model misbehaves, where only that wait is short. */
  async function answerWithin(timeouts: object, misbehaviour: string) {
    const server = await system.startServer({ work: true, ollamaTimeouts: { ...PATIENT, ...timeouts } });
    await ollama.behave({ next: misbehaviour });
    const { generation } = await answerOf(system);
    await ollama.clientGone();
    await server.stop();
    return generation;
  }

  it('ends when no first token comes', async () => {
    const { failure, text } = await answerWithin({ firstToken: 400 }, 'hang-before-first-token');
    assert.equal(failure.code, 'MODEL_TIMED_OUT');
    assert.match(failure.message, /no first token/);
    assert.equal(text, '');
  });

  it('ends when no next token comes, and keeps what came before', async () => {
    const { failure, text } = await answerWithin({ stall: 300 }, 'stall');
    assert.equal(failure.code, 'MODEL_TIMED_OUT');
    assert.notEqual(text, '');
  });
});

describe('an Ollama that is not there', () => {
  it('is answered for by the extractive engine, unless a model was asked for', async () => {
    const ollama = await startOllama([]);
    await ollama.simulator.stop();
    const system = await startMlSystem({ ollamaUrl: ollama.url });
    try {
      await system.ingest({ filename: 'handbook.md', bytes: HANDBOOK });
      const unnamed = await system.request(QUESTION);
      assert.match((await system.finished(unnamed)).text, /24 months from delivery\. \[1\]/);
      const named = await system.request(QUESTION, { model: 'llama3.2' });
      await system.finished(named);
      const { generation } = (await system.ask(GENERATION, { id: named })).data;
      assert.equal(generation.failure.code, 'MODEL_UNAVAILABLE');
      const { data } = await system.ask('{ modelService { engine message } }');
      assert.equal(data.modelService.engine, 'EXTRACTIVE');
      assert.match(data.modelService.message, /does not answer/);
    } finally {
      await system.close();
    }
  });
});
