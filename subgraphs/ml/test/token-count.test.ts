import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createAuditTrail } from '@codexcontinue/platform/audit/audit-trail';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { newId } from '@codexcontinue/platform/ids';
import { createLogger } from '@codexcontinue/platform/log';
import { createMemoryQuotaStore } from '@codexcontinue/platform/quotas/memory-quota-store';
import type { QuotaStore } from '@codexcontinue/platform/quotas/quota-store';
import type { Service } from '@codexcontinue/platform/service';
import { createGenerationStore } from '../src/data/generation-store.ts';
import { deltaEvent } from '../src/domain/generation-events.ts';
import { createFinisher } from '../src/generations/finish-generation.ts';
import { QUEUES } from '../src/queues.ts';
import type { MlServerOptions } from '../src/server.ts';
import { type MlSystem, startMlSystem } from './helpers/ml-system.ts';
import { startOllama, type TestOllama } from './helpers/ollama.ts';

const USAGE = `query ($id: ID!) { generation(id: $id) { status failure { code }
  usage { promptTokens completionTokens isEstimated } } }`;
const STOP = 'mutation ($id: ID!) { stopGeneration(input: { generationId: $id }) { __typename } }';
const HANDBOOK = '# Pumps\n\nThe warranty for the P-200 pump lasts 24 months from delivery.\n';
const QUESTION = 'How long is the warranty of the P-200 pump?';

/** A store that tells what was counted for a person. */
function countingStore() {
  const memory = createMemoryQuotaStore();
  const counted = new Map<string, PromiseWithResolvers<readonly string[]>>();
  const entryOf = (personId: string) => {
    const entry = counted.get(personId) ?? Promise.withResolvers<readonly string[]>();
    counted.set(personId, entry);
    return entry;
  };
  const store: QuotaStore = {
    ...memory,
    async addOnce(id, charges) {
      await memory.addOnce(id, charges);
      entryOf(charges[0]?.key.split(':')[2] ?? '').resolve(charges.map(({ key }) => key));
    },
  };
  return {
    store,
    /** When something was counted for the person: under which keys. */
    keysOf: (personId: string) => entryOf(personId).promise,
    usedOf: async (keys: readonly string[]) => (await memory.read(keys)).map(({ used }) => used),
  };
}

describe('the tokens of an answer', () => {
  const counting = countingStore();
  let ollama: TestOllama;
  let system: MlSystem;
  let worker: Service | undefined;
  /** From here on nothing but this wait for the model is short: a machine under load is slow. */
  async function work(ollamaTimeouts: object): Promise<void> {
    await worker?.stop();
    worker = await system.startServer({ work: true, ollamaTimeouts: { probe: 30_000, ...ollamaTimeouts } });
  }
  before(async () => {
    ollama = await startOllama(['llama3.2']);
    system = await startMlSystem({ quotaStore: counting.store, ollamaUrl: ollama.url, work: false });
    await work({});
    await system.ingest({ filename: 'handbook.md', contentType: 'text/markdown', bytes: HANDBOOK });
  });
  after(async () => {
    await system.close();
    await ollama.simulator.stop();
  });

  const usageOf = async (id: string, from: MlSystem = system) =>
    (await from.ask(USAGE, { id })).data.generation;

  /** Asks as somebody who has asked nothing yet. */
  async function ask(question = QUESTION, model: string | null = null) {
    const askerId = newId();
    return { askerId, id: await system.request(question, { askerId, model }) };
  }
  /** What was counted is what the generation says, for the person, in the workspace, and for all of it. */
  async function assertCounted(askerId: string, id: string) {
    const keys = await counting.keysOf(askerId);
    assert.deepEqual(keys, [
      `tokens:person:${askerId}`,
      `tokens:member:${system.workspaceId}:${askerId}`,
      `tokens:workspace:${system.workspaceId}`,
    ]);
    const generation = await usageOf(id);
    const { promptTokens, completionTokens } = generation.usage;
    const used = promptTokens + completionTokens;
    assert.deepEqual((await counting.usedOf(keys)).slice(0, 2), [used, used]);
    return generation;
  }
  async function finish(behaviour: object, model: string | null = null) {
    await ollama.behave({ next: null, tokenDelayMilliseconds: null, tokens: null, ...behaviour });
    const { askerId, id } = await ask(QUESTION, model);
    await system.finished(id);
    return { askerId, id };
  }

  it('are those the model reports, when it ends by itself', async () => {
    const { askerId, id } = await finish({});
    const { status, usage } = await assertCounted(askerId, id);
    assert.equal(status, 'COMPLETED');
    assert.equal(usage.isEstimated, false);
    assert.ok(usage.promptTokens > 0 && usage.completionTokens > 0);
  });

  it('are estimated for the extractive engine', async () => {
    const { askerId, id } = await finish({}, 'extractive');
    assert.equal((await assertCounted(askerId, id)).usage.isEstimated, true);
  });

  it('A67 are counted of an answer that is stopped, as far as they are known', async () => {
    await ollama.behave({ next: null, tokenDelayMilliseconds: 5, tokens: 5_000 });
    const { askerId, id } = await ask();
    await system.begun(id);
    assert.equal((await usageOf(id)).usage, null);
    await system.ask(STOP, { id });
    await system.finished(id);
    const { status, usage } = await assertCounted(askerId, id);
    assert.equal(status, 'STOPPED');
    assert.equal(usage.isEstimated, true);
    assert.ok(usage.promptTokens > 0 && usage.completionTokens > 0);
  });

  for (const [misbehaviour, code, timeouts] of [
    ['error-in-stream', 'MODEL_STREAM_BROKEN', {}],
    ['stall', 'MODEL_TIMED_OUT', { stall: 300 }],
    ['close-without-done', 'MODEL_STREAM_BROKEN', {}],
  ] as const) {
    it(`A67 are counted of an answer that fails by ${misbehaviour}`, async () => {
      await work(timeouts);
      const { askerId, id } = await finish({ next: misbehaviour });
      const { failure, usage } = await assertCounted(askerId, id);
      assert.equal(failure.code, code);
      assert.equal(usage.isEstimated, true);
      assert.ok(usage.promptTokens > 0 && usage.completionTokens > 0);
    });
  }

  it('A67 are those of the prompt alone when no token came in time', async () => {
    await work({ firstToken: 400 });
    const { askerId, id } = await finish({ next: 'hang-before-first-token' });
    await work({});
    const { usage } = await assertCounted(askerId, id);
    assert.ok(usage.promptTokens > 0);
    assert.deepEqual([usage.completionTokens, usage.isEstimated], [0, true]);
  });

  for (const [what, behaviour, model] of [
    ['refuses more work', { next: 'http-503' }, null],
    ['is not installed', {}, 'gone:7b'],
  ] as const) {
    it(`are none of a model that ${what}`, async () => {
      const { id } = await finish(behaviour, model);
      const { status, usage } = await usageOf(id);
      assert.equal(status, 'FAILED');
      assert.deepEqual(usage, { promptTokens: 0, completionTokens: 0, isEstimated: false });
    });
  }
});

describe('the tokens of an answer whose worker is lost', () => {
  /** A worker that has claimed a generation, and is never heard of again. */
  async function loseWorker(usage: object | undefined, options: Partial<MlServerOptions>) {
    const system = await startMlSystem({ work: false, ...options });
    const store = createGenerationStore(withinTenants(system.database, ALL_TENANTS));
    const [id, askerId, worker] = [newId(), newId(), newId()];
    await store.enqueue({
      ...{ generationId: id, workspaceId: system.workspaceId, conversationId: newId(), messageId: newId() },
      ...{ askerId, model: null, question: 'Why so?', history: [{ role: 'USER', content: 'Why?' }] },
    });
    await store.claim(worker);
    const progress = { text: 'One ', deltaEnds: [4] };
    if (usage) await store.beat(id, worker, { ...progress, usage: usage as never });
    for (const [index, delta] of ['One ', 'two ', 'three'].entries())
      await system.eventLog.append(`generation:${id}`, deltaEvent(index + 1, delta));
    await system.startServer({ work: true, generationTimes: { lost: 0, sweep: 20 } });
    await system.finished(id);
    return { system, id, askerId };
  }

  it('A67 F2 are those of the prompt it told, and of all the text people have seen', async () => {
    const counting = countingStore();
    const told = {
      ...{ promptTokens: 90, completionTokens: 1, isEstimated: true, promptTokenBudget: 6_000 },
      ...{ passagesUsed: 3, messagesOmitted: 0, firstTokenMilliseconds: 40, durationMilliseconds: 50 },
    };
    const { system, id, askerId } = await loseWorker(told, { quotaStore: counting.store });
    try {
      const keys = await counting.keysOf(askerId);
      const { generation } = (await system.ask(USAGE, { id })).data;
      assert.equal(generation.status, 'INTERRUPTED');
      // "One two three" is 13 bytes: 4 tokens.
      assert.deepEqual(generation.usage, { promptTokens: 90, completionTokens: 4, isEstimated: true });
      assert.deepEqual(await counting.usedOf(keys), [94, 94, 94]);
    } finally {
      await system.close();
    }
  });

  it('A67 F2 are those of the question at the least when it had told nothing yet', async () => {
    const counting = countingStore();
    const { system, id, askerId } = await loseWorker(undefined, { quotaStore: counting.store });
    try {
      const keys = await counting.keysOf(askerId);
      const { generation } = (await system.ask(USAGE, { id })).data;
      assert.deepEqual(generation.usage, { promptTokens: 3, completionTokens: 4, isEstimated: true });
      assert.deepEqual(await counting.usedOf(keys), [7, 7, 7]);
    } finally {
      await system.close();
    }
  });
});

describe('tokens that cannot be counted at once', () => {
  it('A67 F3 cost no answer, and are counted when that is possible again', async () => {
    const counting = countingStore();
    const refused = Promise.withResolvers<void>();
    let isAway = true;
    const system = await startMlSystem({
      quotaStore: {
        ...counting.store,
        async addOnce(id, charges) {
          if (!isAway) return counting.store.addOnce(id, charges);
          refused.resolve();
          throw new Error('Redis is away');
        },
      },
    });
    try {
      await system.ingest({ filename: 'handbook.md', contentType: 'text/markdown', bytes: HANDBOOK });
      const askerId = newId();
      const id = await system.request(QUESTION, { askerId });
      assert.equal((await system.finished(id)).status, 'COMPLETED');
      await refused.promise;
      isAway = false;
      const keys = await counting.keysOf(askerId);
      const { usage } = (await system.ask(USAGE, { id })).data.generation;
      const used = usage.promptTokens + usage.completionTokens;
      assert.ok(used > 0);
      assert.deepEqual(await counting.usedOf(keys), [used, used, used]);
    } finally {
      await system.close();
    }
  });

  it('A67 F2 stand with the end of the answer in the database: who ends it may die then', async () => {
    const system = await startMlSystem({ work: false });
    try {
      const database = withinTenants(system.database, ALL_TENANTS);
      const store = createGenerationStore(database);
      const trail = createAuditTrail('ml', system.jobs);
      let dies = true;
      const finisher = createFinisher({
        ...{ tenants: database, store, jobs: system.jobs, eventLog: system.eventLog },
        audit: {
          ...trail,
          async record(...told) {
            if (dies) throw new Error('killed before the transaction ends');
            await trail.record(...told);
          },
        },
        logger: createLogger('test', 'silent'),
      });
      const [id, askerId] = [newId(), newId()];
      await store.enqueue({
        ...{ generationId: id, workspaceId: system.workspaceId, conversationId: newId(), messageId: newId() },
        ...{ askerId, model: null, question: 'Why so?', history: [] },
      });
      const generation = await store.claim(newId());
      assert.ok(generation);
      const usage = { promptTokens: 5, completionTokens: 2 } as never;
      const ending = { status: 'COMPLETED', text: '', usage } as const;
      const used = () => system.jobs.find(QUEUES.tokensUsed, id);
      await assert.rejects(finisher.finish(generation, ending, async () => true));
      assert.equal(await used(), undefined);
      dies = false;
      await finisher.finish(generation, ending, async () => false);
      assert.equal(await used(), undefined, 'somebody else ended it, and told');
      await finisher.finish(generation, ending, async () => true);
      const { workspaceId } = system;
      assert.deepEqual((await used())?.data, { generationId: id, askerId, workspaceId, tokens: 7 });
    } finally {
      await system.close();
    }
  });
});
