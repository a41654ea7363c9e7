import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import type { QuestionAdded } from '../src/data/conversations-store.ts';
import { openStores, type Stores } from './helpers/stores.ts';

const LIMITS = { person: 5, workspace: 20 };
const AT_ONCE = 50;

for (const adapter of databaseAdapters()) {
  describe(`answers under way on ${adapter.name}`, () => {
    let stores: Stores;
    before(async () => {
      stores = await openStores(await adapter.open());
    });
    after(() => stores.close());

    async function ask(workspaceId: string, authorId: string, idempotencyKey: string | null = null) {
      const conversation = await stores.conversations.create({
        ...{ workspaceId, title: null, model: null },
        createdBy: authorId,
      });
      const question = { content: 'Why?', idempotencyKey, authorId };
      const again = () => stores.conversations.addQuestion(conversation, question, LIMITS);
      return { outcome: await again(), again };
    }
    async function askAtOnce(workspaceId: string, authorOf: () => string): Promise<QuestionAdded[]> {
      const asked = await Promise.all(Array.from({ length: AT_ONCE }, () => ask(workspaceId, authorOf())));
      return asked.map(({ outcome }) => outcome);
    }
    const addedAmong = (outcomes: readonly QuestionAdded[]) =>
      outcomes.flatMap((outcome) => (outcome.kind === 'added' ? [outcome] : []));
    const refusedAmong = (outcomes: readonly QuestionAdded[]) =>
      outcomes.flatMap((outcome) => (outcome.kind === 'too many' ? [outcome.exceeded] : []));
    async function end(outcome: QuestionAdded | undefined, status: string): Promise<void> {
      assert.equal(outcome?.kind, 'added');
      const { id: messageId, generationId } = outcome.answer;
      assert.ok(generationId);
      await stores.conversations.finishAnswer({ generationId, messageId, status, text: '' });
    }

    it('A67 50 in parallel: as many as a person may have; stopping one frees its slot', async () => {
      const [workspaceId, authorId] = [newId(), newId()];
      const outcomes = await askAtOnce(workspaceId, () => authorId);
      const added = addedAmong(outcomes);
      assert.equal(added.length, LIMITS.person);
      const refused = refusedAmong(outcomes);
      assert.equal(refused.length, AT_ONCE - LIMITS.person);
      assert.deepEqual(refused[0], {
        ...{ kind: 'parallelGenerations', whose: 'person', limit: LIMITS.person, resetsAt: null },
      });
      await end(added[0], 'STOPPED');
      const next = await Promise.all([ask(workspaceId, authorId), ask(workspaceId, authorId)]);
      assert.deepEqual(next.map(({ outcome }) => outcome.kind).sort(), ['added', 'too many']);
    });

    it('A67 50 people in parallel: as many as a workspace may have, and others are not concerned', async () => {
      const [workspaceId, other] = [newId(), newId()];
      const outcomes = await askAtOnce(workspaceId, newId);
      assert.equal(addedAmong(outcomes).length, LIMITS.workspace);
      assert.equal(refusedAmong(outcomes)[0]?.whose, 'workspace');
      assert.equal((await ask(other, newId())).outcome.kind, 'added');
      for (const outcome of addedAmong(outcomes)) await end(outcome, 'FAILED');
      assert.equal((await ask(workspaceId, newId())).outcome.kind, 'added');
    });

    it('a refused question leaves nothing, and a repeated one takes no other slot', async () => {
      const [workspaceId, authorId] = [newId(), newId()];
      const { outcome, again } = await ask(workspaceId, authorId, 'key');
      assert.equal(outcome.kind, 'added');
      for (let count = 1; count < LIMITS.person; count += 1) await ask(workspaceId, authorId);
      const refused = await ask(workspaceId, authorId);
      assert.equal(refused.outcome.kind, 'too many');
      assert.deepEqual(await again(), outcome);
      const jobs = await stores.jobsWith('generation.requested', 'workspaceId', workspaceId);
      assert.equal(jobs.length, LIMITS.person);
    });
  });
}
