import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Ollama } from 'ollama';
import { createOllamaSimulator, type OllamaSimulator } from '../src/server.ts';

const PROMPT = [
  {
    role: 'system',
    content:
      '<passage number="1" document="a">\nCats purr. The warranty lasts 24 months.\n</passage>\n\n<passage number="2" document="b">\nNothing here.\n</passage>',
  },
  { role: 'user', content: 'How long is the warranty?' },
];

describe('the Ollama simulator, through the ollama client', () => {
  let simulator: OllamaSimulator;
  let client: Ollama;

  before(async () => {
    simulator = createOllamaSimulator({ models: ['llama3.2', 'nomic-embed-text'] });
    await simulator.start();
    client = new Ollama({ host: simulator.url });
  });
  after(() => simulator.stop());

  const tell = (behaviour: object) =>
    fetch(`${simulator.url}/simulator/behaviour`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(behaviour),
    });

  it('says that it runs', async () => {
    assert.equal(await (await fetch(simulator.url)).text(), 'Ollama is running');
    assert.equal((await fetch(simulator.url, { method: 'HEAD' })).status, 200);
  });

  it('lists, pulls, shows, creates and deletes models', async () => {
    const progress = [];
    for await (const step of await client.pull({ model: 'qwen3:0.6b', stream: true }))
      progress.push(step.status);
    assert.equal(progress.at(-1), 'success');
    assert.deepEqual((await client.show({ model: 'qwen3:0.6b' })).capabilities, [
      'completion',
      'tools',
      'thinking',
    ]);
    await client.create({ model: 'mine', from: 'qwen3:0.6b', system: 'Be brief.' });
    assert.deepEqual(
      (await client.list()).models.map(({ name }) => name),
      ['mine:latest', 'qwen3:0.6b', 'nomic-embed-text:latest', 'llama3.2:latest'],
    );
    await client.delete({ model: 'mine' });
    await assert.rejects(client.show({ model: 'mine' }), /model 'mine' not found/);
  });

  it('answers from the passages, streamed and whole alike', async () => {
    const whole = await client.chat({ model: 'llama3.2', messages: PROMPT });
    assert.equal(whole.message.content, 'The warranty lasts 24 months. [1]');
    let streamed = '';
    let last: { done: boolean; done_reason?: string } | undefined;
    for await (const chunk of await client.chat({ model: 'llama3.2', messages: PROMPT, stream: true })) {
      streamed += chunk.message.content;
      last = chunk;
    }
    assert.equal(streamed, whole.message.content);
    assert.equal(last?.done_reason, 'stop');
  });

  it('refuses as Ollama does', async () => {
    await assert.rejects(
      client.chat({ model: 'llama3.2', messages: PROMPT, think: true }),
      /does not support thinking/,
    );
    await assert.rejects(
      client.chat({ model: 'nomic-embed-text', messages: PROMPT }),
      /does not support chat/,
    );
    await assert.rejects(client.chat({ model: 'gone', messages: PROMPT }), /model 'gone' not found/);
  });

  it('misbehaves once when told to', async () => {
    await tell({ next: 'http-503' });
    await assert.rejects(client.chat({ model: 'llama3.2', messages: PROMPT }), /server busy/);
    await tell({ next: 'close-without-done' });
    const read = async () => {
      for await (const _chunk of await client.chat({ model: 'llama3.2', messages: PROMPT, stream: true }));
    };
    await assert.rejects(read(), /Did not receive done/);
    await read();
    assert.equal((await tell({ next: 'nonsense' })).status, 400);
  });

  it('embeds texts that share words near each other', async () => {
    const { embeddings } = await client.embed({
      model: 'nomic-embed-text',
      input: ['a red pump', 'the red pump', 'tax law'],
    });
    const [first = [], near = [], far = []] = embeddings;
    const similarity = (left: number[], right: number[]) =>
      left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
    assert.ok(similarity(first, near) > similarity(first, far));
    assert.ok(Math.abs(similarity(first, first) - 1) < 1e-9);
  });
});
