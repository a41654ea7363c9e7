import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { PageRequest } from '@codexcontinue/platform/connections';
import { newId } from '@codexcontinue/platform/ids';
import { eq } from 'drizzle-orm';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import type { ConversationKey, ConversationRecord, QuestionAdded } from '../src/data/conversations-store.ts';
import { conversation, message } from '../src/data/tables.ts';
import { breakTable, openStores, type Stores } from './helpers/stores.ts';

const QUEUE = 'generation.requested';

for (const adapter of databaseAdapters()) {
  describe(`conversations on ${adapter.name}`, () => {
    let stores: Stores;
    before(async () => {
      stores = await openStores(await adapter.open());
    });
    after(() => stores.close());

    const newConversation = (workspaceId = newId(), model: string | null = null) =>
      stores.conversations.create({ workspaceId, title: null, model, createdBy: newId() });
    const ask = (
      owner: ConversationRecord,
      question: { content?: string; idempotencyKey?: string | null; authorId?: string } = {},
    ) =>
      stores.conversations.addQuestion(owner, {
        content: 'Why?',
        idempotencyKey: null,
        authorId: newId(),
        ...question,
      });
    function added(outcome: QuestionAdded) {
      assert.equal(outcome.kind, 'added');
      const { generationId } = outcome.answer;
      assert.ok(generationId);
      return { question: outcome.question, answer: outcome.answer, generationId };
    }
    async function answer(outcome: QuestionAdded, text: string) {
      const { answer: asked, generationId } = added(outcome);
      const finished = { generationId, messageId: asked.id, status: 'COMPLETED', text };
      await stores.conversations.finishAnswer(finished);
      return finished;
    }
    const page = <Key>(limit: number, from?: Key, direction: 'forward' | 'backward' = 'forward') =>
      ({ limit, from, direction }) satisfies PageRequest<Key>;
    const messagesOf = (owner: ConversationRecord) => stores.conversations.messagesPage(owner.id, page(100));

    it('store a question, its empty answer, a job and an event together', async () => {
      const owner = await newConversation(newId(), 'llama3');
      const events = stores.eventsOf(owner.workspaceId);
      const authorId = newId();
      const {
        question,
        answer: open,
        generationId,
      } = added(await ask(owner, { content: 'How often?', authorId }));
      assert.deepEqual(await messagesOf(owner), [question, open]);
      assert.deepEqual([open.role, open.content, open.answeredAt], ['ASSISTANT', '', null]);
      assert.equal((await stores.conversations.findById(owner.id))?.title, 'How often?');
      assert.deepEqual(await stores.jobs.find(QUEUE, generationId), {
        data: {
          generationId,
          workspaceId: owner.workspaceId,
          conversationId: owner.id,
          messageId: open.id,
          askerId: authorId,
          model: 'llama3',
          question: 'How often?',
          history: [],
        },
      });
      await events.until((reader) => reader.events.length === 2);
      const [created, sent] = events.events;
      assert.equal(created?.data.kind, 'CONVERSATION_CREATED');
      assert.equal(sent?.data.kind, 'MESSAGE_SENT');
      assert.deepEqual(sent.data.generation, { __typename: 'Generation', id: generationId });
    });

    for (const table of ['jobs.job', 'business.outbox', 'business.message']) {
      it(`F22 keep nothing of a question that broke off at ${table}`, async () => {
        const owner = await newConversation();
        const mend = await breakTable(stores.database, table);
        await assert.rejects(ask(owner, { idempotencyKey: 'k' }));
        await mend();
        assert.deepEqual(await messagesOf(owner), []);
        assert.deepEqual(await stores.jobsWith(QUEUE, 'conversationId', owner.id), []);
        assert.equal((await stores.conversations.findById(owner.id))?.title, null);
        added(await ask(owner, { idempotencyKey: 'k' }));
      });
    }

    it('F22 F24 make one question of a key, however many send it at once and afterwards', async () => {
      const owner = await newConversation();
      const sent = { idempotencyKey: newId(), authorId: newId() };
      const outcomes = await Promise.all(Array.from({ length: 6 }, () => ask(owner, sent)));
      const first = added(outcomes[0] ?? assert.fail());
      for (const outcome of outcomes) assert.equal(added(outcome).generationId, first.generationId);
      await answer(outcomes[0] ?? assert.fail(), 'Because.');
      const later = added(await ask(owner, { ...sent, content: 'Something else?' }));
      assert.equal(later.question.content, 'Why?');
      assert.equal(later.answer.content, 'Because.');
      assert.equal((await messagesOf(owner)).length, 2);
      assert.equal((await stores.jobsWith(QUEUE, 'conversationId', owner.id)).length, 1);
    });

    it('A36 keep keys apart by person and by conversation', async () => {
      const [left, right] = [await newConversation(), await newConversation()];
      const [idempotencyKey, authorId] = [newId(), newId()];
      const first = await ask(left, { idempotencyKey, authorId });
      const elsewhere = await ask(right, { idempotencyKey, authorId });
      assert.notEqual(added(elsewhere).question.id, added(first).question.id);
      await answer(first, 'Because.');
      const another = await ask(left, { idempotencyKey, authorId: newId() });
      assert.notEqual(added(another).question.id, added(first).question.id);
    });

    it('have one answer in progress, however many ask at once', async () => {
      const owner = await newConversation();
      const outcomes = await Promise.all(Array.from({ length: 6 }, () => ask(owner)));
      const started = outcomes.filter(({ kind }) => kind === 'added');
      assert.equal(started.length, 1);
      const { generationId } = added(started[0] ?? assert.fail());
      for (const outcome of outcomes)
        if (outcome.kind === 'in progress') assert.equal(outcome.generationId, generationId);
      await answer(started[0] ?? assert.fail(), '');
      added(await ask(owner));
    });

    it('give the next question what was said before, oldest first, without empty answers', async () => {
      const owner = await newConversation();
      await answer(await ask(owner, { content: 'One?' }), 'First.');
      await answer(await ask(owner, { content: 'Two?' }), '');
      const { generationId } = added(await ask(owner, { content: 'Three?' }));
      const job = await stores.jobs.find<{ history: unknown }>(QUEUE, generationId);
      assert.deepEqual(job?.data.history, [
        { role: 'USER', content: 'One?' },
        { role: 'ASSISTANT', content: 'First.' },
        { role: 'USER', content: 'Two?' },
      ]);
      assert.equal((await stores.conversations.findById(owner.id))?.title, 'One?');
    });

    it('F24 fill in an answer once, and tell it once', async () => {
      const owner = await newConversation();
      const events = stores.eventsOf(owner.workspaceId);
      const outcome = await ask(owner);
      const finished = await answer(outcome, 'Because.');
      await Promise.all([
        stores.conversations.finishAnswer({ ...finished, text: 'Something else.' }),
        stores.conversations.finishAnswer({ ...finished, text: '' }),
      ]);
      await ask(owner);
      await events.until((reader) => reader.events.length >= 4);
      assert.deepEqual(
        events.events.map(({ data }) => data.kind),
        ['CONVERSATION_CREATED', 'MESSAGE_SENT', 'GENERATION_FINISHED', 'MESSAGE_SENT'],
      );
      assert.equal((await stores.conversations.findMessage(finished.messageId))?.content, 'Because.');
    });

    it('fill in no answer of another generation, and none that does not exist', async () => {
      const owner = await newConversation();
      const { answer: open, generationId } = added(await ask(owner));
      const finished = { status: 'COMPLETED', text: 'Forged.' };
      await stores.conversations.finishAnswer({ ...finished, generationId: newId(), messageId: open.id });
      await stores.conversations.finishAnswer({ ...finished, generationId, messageId: newId() });
      assert.deepEqual(await stores.conversations.findMessage(open.id), open);
    });

    it('F27 keep the order of messages when a clock goes back', async () => {
      const owner = await newConversation();
      const ahead = Date.now() + 600_000;
      const { id: conversationId, workspaceId } = owner;
      const question = { conversationId, workspaceId, role: 'USER', content: 'From the future?' } as const;
      await stores.everything.run((transaction) =>
        transaction.insert(message).values({ id: newId(ahead), ...question }),
      );
      const outcome = added(await ask(owner));
      const next = await answer({ kind: 'added', ...outcome }, 'Because.');
      const third = added(await ask(owner, { content: 'And then?' }));
      assert.deepEqual((await messagesOf(owner)).map(({ id }) => id).slice(1), [
        outcome.question.id,
        next.messageId,
        third.question.id,
        third.answer.id,
      ]);
    });

    it('page messages forward and backward, ties of the same millisecond included', async () => {
      const owner = await newConversation();
      const now = Date.now();
      const ids = Array.from({ length: 7 }, (_, index) => newId(now + Math.floor(index / 4))).toSorted();
      const { id: conversationId, workspaceId } = owner;
      const rows = ids.map((id) => ({ id, conversationId, workspaceId, role: 'USER' as const, content: id }));
      await stores.everything.run((transaction) => transaction.insert(message).values(rows));
      for (const direction of ['forward', 'backward'] as const) {
        const seen: string[] = [];
        let from: string | undefined;
        do {
          const rows = await stores.conversations.messagesPage(owner.id, page(2, from, direction));
          seen.push(...rows.slice(0, 2).map(({ id }) => id));
          from = rows.length > 2 ? rows[1]?.id : undefined;
        } while (from);
        assert.deepEqual(seen, direction === 'forward' ? ids : ids.toReversed());
      }
    });

    it('page conversations by last use, ties included, of their workspace only', async () => {
      const workspaceId = newId();
      await newConversation();
      const made = [];
      for (const at of ['2026-01-01T00:00:00.001Z', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z']) {
        const { id } = await newConversation(workspaceId);
        await stores.everything.run((transaction) =>
          transaction
            .update(conversation)
            .set({ updatedAt: new Date(at) })
            .where(eq(conversation.id, id)),
        );
        made.push(id);
      }
      const [a = '', b = '', c = ''] = made;
      const seen: string[] = [];
      let from: ConversationKey | undefined;
      do {
        const rows = await stores.conversations.page(workspaceId, page(1, from));
        const [shown] = rows;
        assert.ok(shown);
        seen.push(shown.id);
        from = rows.length > 1 ? [shown.updatedAt.toISOString(), shown.id] : undefined;
      } while (from);
      assert.deepEqual(seen, [...[a, c].toSorted().toReversed(), b]);
    });
  });
}
