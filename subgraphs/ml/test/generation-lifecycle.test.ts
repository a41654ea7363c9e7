import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { type LoggedEvent, START } from '@codexcontinue/platform/event-log/event-log';
import { newId } from '@codexcontinue/platform/ids';
import { createGenerationStore } from '../src/data/generation-store.ts';
import { deltaEvent } from '../src/domain/generation-events.ts';
import type { AppendFate } from './helpers/faulty-event-log.ts';
import { createFaultyEventLog } from './helpers/faulty-event-log.ts';
import { type MlSystem, person, startMlSystem } from './helpers/ml-system.ts';
import { startOllama, type TestOllama } from './helpers/ollama.ts';

const GENERATION =
  'query ($id: ID!) { generation(id: $id) { status text failure { code } finishedAt createdAt } }';
const STREAM = 'query ($id: ID!) { generationStream(generationId: $id) { generationId lastSequence } }';
const STOP = `mutation ($id: ID!) { stopGeneration(input: { generationId: $id }) { __typename
  ... on GenerationStopped { generation { status } } ... on GenerationAlreadyEnded { generation { status } } } }`;

/** The invariants of every ended generation. */
async function checkEnded(
  system: MlSystem,
  id: string,
  status: string,
): Promise<{ text: string; events: readonly LoggedEvent[] }> {
  const { generation } = (await system.ask(GENERATION, { id })).data;
  assert.equal(generation.status, status);
  const { events } = await system.eventLog.read(`generation:${id}`, START, 100_000);
  assert.deepEqual(
    events.map(({ position }) => position),
    events.map((_event, index) => `0-${index + 1}`),
  );
  assert.deepEqual(
    events.filter(({ final }) => final).map(({ data }) => data.kind),
    [status],
  );
  assert.equal(events.at(-1)?.final, true);
  assert.equal(events.map(({ data }) => data.delta ?? '').join(''), generation.text);
  return { text: generation.text, events };
}

describe('the life of a generation', () => {
  let ollama: TestOllama;
  before(async () => {
    ollama = await startOllama(['llama3.2']);
  });
  after(() => ollama.simulator.stop());

  it('F2 is interrupted when its worker is lost, with all the text people have seen', async () => {
    const system = await startMlSystem({ work: false });
    try {
      const store = createGenerationStore(withinTenants(system.database, ALL_TENANTS));
      const id = newId();
      const request = {
        workspaceId: system.workspaceId,
        conversationId: newId(),
        messageId: newId(),
        askerId: newId(),
        model: null,
      };
      await store.enqueue({ ...request, generationId: id, question: 'Why?', history: [] });
      const worker = newId();
      assert.equal((await store.claim(worker))?.id, id);
      assert.equal(await store.claim(newId()), undefined);
      await store.beat(id, worker, { text: 'One ', deltaEnds: [4] });
      for (const [index, delta] of ['One ', 'two ', 'three'].entries()) {
        await system.eventLog.append(`generation:${id}`, deltaEvent(index + 1, delta));
      }
      await system.startServer({ work: true, generationTimes: { lost: 0, sweep: 20 } });
      assert.deepEqual(await system.finished(id), {
        generationId: id,
        messageId: request.messageId,
        status: 'INTERRUPTED',
        text: 'One two three',
      });
      await system.follow(id);
      await checkEnded(system, id, 'INTERRUPTED');
      assert.equal(await store.beat(id, worker, { text: 'One two three four', deltaEnds: [18] }), 'lost');
    } finally {
      await system.close();
    }
  });

  it('F2 is ended once when its worker only seemed lost', async () => {
    // The first server's heartbeat never comes; the second takes over while the first still writes. The lease leaves a
    // busy machine the time to write the first delta.
    await ollama.behave({ tokenDelayMilliseconds: 5, tokens: 40_000 });
    const system = await startMlSystem({
      ollamaUrl: ollama.url,
      generationTimes: { heartbeat: 3_600_000, lease: 3_000, lost: 3_600_000, publishGrace: 50 },
    });
    try {
      const id = await system.request('Why?');
      await system.begun(id);
      await system.startServer({ concurrency: 0, generationTimes: { lost: 4_000, sweep: 20 } });
      const finished = await system.finished(id);
      assert.equal(finished.status, 'INTERRUPTED');
      const { text, events } = await checkEnded(system, id, 'INTERRUPTED');
      assert.equal(finished.text, text);
      assert.notEqual(text, '');
      await system.server.stop();
      // The first has come to its end by now, and changed nothing.
      assert.deepEqual((await system.eventLog.read(`generation:${id}`, START, 10_000)).events, events);
    } finally {
      await system.close();
    }
  });

  it('is interrupted when its server stops, with the text until then', async () => {
    await ollama.behave({ tokenDelayMilliseconds: 5, tokens: 4_000 });
    const system = await startMlSystem({ ollamaUrl: ollama.url });
    try {
      const other = await system.startServer({ concurrency: 0 });
      const id = await system.request('Why?');
      await system.begun(id);
      await system.server.stop();
      assert.equal((await system.finished(id)).status, 'INTERRUPTED');
      const { events } = await system.eventLog.read(`generation:${id}`, START, 10_000);
      assert.equal(events.at(-1)?.data.kind, 'INTERRUPTED');
      await other.stop();
    } finally {
      await system.close();
    }
  });

  it('F5 repeats a delta that may have arrived, and doubles none', async () => {
    await ollama.behave({ tokenDelayMilliseconds: 2, tokens: 100 });
    const fates: AppendFate[] = ['store-and-fail', 'fail', 'store'];
    const system = await startMlSystem({
      ollamaUrl: ollama.url,
      eventLog: createFaultyEventLog((sequence, attempt) => fates[(sequence + attempt) % 3] ?? 'store'),
      generationTimes: { publishSelf: 0, sweep: 50 },
    });
    try {
      const id = await system.request('Why?');
      await system.finished(id);
      await system.follow(id);
      await checkEnded(system, id, 'COMPLETED');
    } finally {
      await system.close();
    }
  });

  it('F6 is kept when the event log is away at its end, and told when it is back', async () => {
    await ollama.behave({ tokenDelayMilliseconds: 2, tokens: 100 });
    let away = false;
    let back = false;
    const system = await startMlSystem({
      ollamaUrl: ollama.url,
      eventLog: createFaultyEventLog((sequence) => {
        if (sequence > 2 && !back) away = true;
        return away ? 'fail' : 'store';
      }),
      generationTimes: { publishGrace: 50, publishSelf: 0, sweep: 20 },
    });
    try {
      const id = await system.request('Why?');
      const finished = await system.finished(id);
      assert.equal(finished.status, 'COMPLETED');
      const { events } = await system.eventLog.read(`generation:${id}`, START, 1_000);
      assert.equal(events.length, 2);
      const ended = system.follow(id);
      back = true;
      away = false;
      await ended;
      assert.equal((await checkEnded(system, id, 'COMPLETED')).text, finished.text);
    } finally {
      await system.close();
    }
  });

  it('F13 tells its end to who follows already, also when somebody else asks first', async () => {
    let away = false;
    const system = await startMlSystem({
      eventLog: createFaultyEventLog(() => (away ? 'fail' : 'store')),
      generationTimes: { publishGrace: 20, sweep: 3_600_000 },
    });
    try {
      const id = newId();
      const ended = system.follow(id);
      away = true;
      await system.request('Why?', { generationId: id });
      await system.finished(id);
      assert.equal((await system.ask(STREAM, { id })).errors?.[0]?.extensions.code, 'SERVICE_UNAVAILABLE');
      away = false;
      const { data } = await system.ask(STREAM, { id });
      const events = await ended;
      assert.equal(data.generationStream.lastSequence, events.length);
      await checkEnded(system, id, 'COMPLETED');
    } finally {
      await system.close();
    }
  });

  it('F8 can be followed again, byte for byte, when the log has let it go', async () => {
    await ollama.behave({ tokenDelayMilliseconds: 1, tokens: 60 });
    const system = await startMlSystem({ ollamaUrl: ollama.url });
    try {
      const id = await system.request('Why?');
      const before = await system.follow(id);
      await system.finished(id);
      await system.eventLog.restore(`generation:${id}`, []);
      const { data } = await system.ask(STREAM, { id });
      assert.deepEqual(data.generationStream, { generationId: id, lastSequence: before.length });
      assert.deepEqual(await system.follow(id), before);
      // A log that lost its beginning only.
      await system.eventLog.restore(
        `generation:${id}`,
        before.slice(3).map(({ data: event, final }, index) => ({ data: event, final, sequence: index + 4 })),
      );
      await system.ask(STREAM, { id });
      assert.deepEqual(await system.follow(id), before);
    } finally {
      await system.close();
    }
  });

  it('is QUEUED from the moment it is asked for, and can be stopped before its turn', async () => {
    const system = await startMlSystem({ work: false });
    try {
      const id = await system.request('Why?');
      const queued = (await system.ask(GENERATION, { id })).data.generation;
      assert.deepEqual([queued.status, queued.text], ['QUEUED', '']);
      assert.equal((await system.ask(STREAM, { id })).data.generationStream.lastSequence, 0);
      const { data } = await system.ask(STOP, { id });
      assert.deepEqual(data.stopGeneration, {
        __typename: 'GenerationStopped',
        generation: { status: 'STOPPED' },
      });
      await checkEnded(system, id, 'STOPPED');
      const again = await system.ask(STOP, { id });
      assert.equal(again.data.stopGeneration.__typename, 'GenerationAlreadyEnded');
      assert.equal((await system.ask(GENERATION, { id })).data.generation.createdAt, queued.createdAt);
      // Its job is taken in late: nothing runs.
      await system.startServer({ work: true });
      const next = await system.request('Why?');
      await system.finished(next);
      await checkEnded(system, id, 'STOPPED');
    } finally {
      await system.close();
    }
  });

  it('F24 runs once, however often and wherever it is asked for', async () => {
    const system = await startMlSystem({ concurrency: 2 });
    try {
      await system.startServer({ concurrency: 2 });
      const ids = await Promise.all(Array.from({ length: 10 }, () => system.request('Why?')));
      await Promise.all(ids.map((id) => system.request('Why?', { generationId: id })));
      await Promise.all(ids.map((id) => system.finished(id)));
      for (const id of ids) {
        await system.follow(id);
        await checkEnded(system, id, 'COMPLETED');
      }
    } finally {
      await system.close();
    }
  });

  it('is stopped by writers only', async () => {
    const system = await startMlSystem();
    try {
      const id = await system.request('Why?');
      await system.finished(id);
      for (const role of ['VIEWER', 'AUDITOR']) {
        const { errors } = await system.ask(STOP, { id }, person({ [system.workspaceId]: role }));
        assert.equal(errors?.[0]?.extensions.code, 'FORBIDDEN', role);
      }
      const stranger = await system.ask(STOP, { id }, person({ [newId()]: 'OWNER' }));
      assert.equal(stranger.data.stopGeneration.__typename, 'GenerationNotFound');
      const nothing = await system.ask(STOP, { id: 'nonsense' });
      assert.equal(nothing.data.stopGeneration.__typename, 'GenerationNotFound');
      const nobody = await system.ask(STOP, { id }, { kind: 'anonymous' });
      assert.equal(nobody.errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
    } finally {
      await system.close();
    }
  });

  it('F20 A66 fails when the documents cannot be searched', async () => {
    const system = await startMlSystem();
    try {
      await system.database.drizzle.execute('alter table ml.posting rename to posting_away');
      const id = await system.request('Why pumps?');
      assert.equal((await system.finished(id)).status, 'FAILED');
      const { generation } = (await system.ask(GENERATION, { id })).data;
      assert.equal(generation.failure.code, 'RETRIEVAL_FAILED');
      assert.equal(generation.text, '');
    } finally {
      await system.close();
    }
  });
});
