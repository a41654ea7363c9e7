import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type MlSystem, startMlSystem } from './helpers/ml-system.ts';
import { startOllama, type TestOllama } from './helpers/ollama.ts';

const GENERATION = `query ($id: ID!) { generation(id: $id) { status text
  usage { promptTokens completionTokens isEstimated } } }`;
const ENDING = '\n\n_The answer ends here because it reached the greatest length allowed._';
const MOST_CHARACTERS = 100_000;
/** What the simulator says again and again. */
const PIECE_CHARACTERS = ' and so on'.length * 20;

describe('a model that does not come to an end', () => {
  let ollama: TestOllama;
  let system: MlSystem;
  before(async () => {
    ollama = await startOllama(['llama3.2']);
    // No time-out is to end it before a cap does, however busy the machine is.
    system = await startMlSystem({
      ollamaUrl: ollama.url,
      ollamaTimeouts: { firstToken: 60_000, stall: 60_000 },
      concurrency: 1,
    });
  });
  after(async () => {
    await system.close();
    await ollama.simulator.stop();
  });
  beforeEach(() => ollama.behave({ next: null, tokens: null }));

  async function answer() {
    const id = await system.request('How long is the warranty?');
    await system.finished(id);
    return (await system.ask(GENERATION, { id })).data.generation;
  }
  /** The connection to the model is closed, and the only slot there is has gone to the next question. */
  async function assertFree() {
    await ollama.clientGone();
    assert.equal((await answer()).status, 'COMPLETED');
  }

  it('A67 is asked for 1,536 tokens, and where it keeps to them the answer says that it ends there', async () => {
    await ollama.behave({ tokens: 50_000 });
    const { status, text, usage } = await answer();
    assert.equal(status, 'COMPLETED');
    assert.ok(text.endsWith(ENDING));
    assert.deepEqual([usage.completionTokens, usage.isEstimated], [1_536, false]);
    const { body } = (await ollama.chats()).at(-1) ?? {};
    assert.equal(body.options.num_predict, 1_536);
  });

  it('A67 is left after 100,000 characters when it talks on whatever it was asked for', async () => {
    await ollama.behave({ next: 'endless' });
    const { status, text, usage } = await answer();
    assert.equal(status, 'COMPLETED');
    assert.ok(text.endsWith(ENDING));
    const length = text.length - ENDING.length;
    assert.ok(length > MOST_CHARACTERS && length <= MOST_CHARACTERS + PIECE_CHARACTERS, String(length));
    assert.equal(usage.completionTokens, Math.ceil(text.length / 4));
    assert.equal(usage.isEstimated, true);
    await assertFree();
  });

  it('A67 is left when it says nothing for ever', async () => {
    await ollama.behave({ next: 'endless-silence' });
    const { status, text } = await answer();
    // A few words came before it fell silent.
    assert.equal(status, 'COMPLETED');
    assert.ok(text.endsWith(ENDING) && text.length > ENDING.length && text.length < 1_000);
    await assertFree();
  });
});
