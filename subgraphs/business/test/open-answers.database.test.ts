import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import { createLogger } from '@codexcontinue/platform/log';
import { createMemoryQuotaStore } from '@codexcontinue/platform/quotas/memory-quota-store';
import { answersUnderWayKey } from '@codexcontinue/platform/quotas/quota-keys';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import type { QuestionAdded } from '../src/data/conversations-store.ts';
import type { OpenAnswersLimits } from '../src/data/open-answers.ts';
import { createOpenAnswersCount } from '../src/data/open-answers-count.ts';
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

    async function ask(
      workspaceId: string,
      authorId: string,
      idempotencyKey: string | null = null,
      limits: OpenAnswersLimits = LIMITS,
    ) {
      const conversation = await stores.conversations.create({
        ...{ workspaceId, title: null, model: null },
        createdBy: authorId,
      });
      const question = { content: 'Why?', idempotencyKey, authorId };
      const again = () => stores.conversations.addQuestion(conversation, question, limits);
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

    it('A67 no more than a member may have in one workspace, and others of theirs are not concerned', async () => {
      const [workspaceId, other, authorId] = [newId(), newId(), newId()];
      const limits = { ...LIMITS, member: 2 };
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, () => ask(workspaceId, authorId, null, limits)),
      );
      const refused = refusedAmong(outcomes.map(({ outcome }) => outcome));
      assert.equal(refused.length, 8);
      assert.deepEqual(refused[0], {
        ...{ kind: 'parallelGenerations', whose: 'member', limit: 2, resetsAt: null },
      });
      assert.equal((await ask(other, authorId, null, LIMITS)).outcome.kind, 'added');
    });

    describe('as they are counted', () => {
      /** A clock of the store's own, to let leases lapse. */
      let now = 0;
      const store = createMemoryQuotaStore(() => now);
      const newCount = () =>
        createOpenAnswersCount({
          ...{ store, logger: createLogger('test', 'silent'), renewMilliseconds: 1 },
          conversations: stores.conversations,
        });
      const heldOf = (workspaceId: string, authorId: string) =>
        store.readHeld([
          answersUnderWayKey.ofPerson(authorId),
          answersUnderWayKey.ofMember(workspaceId, authorId),
          answersUnderWayKey.ofWorkspace(workspaceId),
        ]);
      async function finish(outcome: QuestionAdded) {
        assert.equal(outcome.kind, 'added');
        const { id: messageId, generationId } = outcome.answer;
        assert.ok(generationId);
        const finished = { generationId, messageId, status: 'COMPLETED', text: '' };
        return stores.conversations.finishAnswer(finished);
      }
      const round = async (until: () => Promise<boolean>) => {
        const count = newCount();
        count.start();
        while (!(await until())) await new Promise((resolve) => setImmediate(resolve));
        await count.stop();
      };

      it('A67 one more when it is asked for, one less when it has ended', async () => {
        const [workspaceId, authorId, other] = [newId(), newId(), newId()];
        const count = newCount();
        const asked = [await ask(workspaceId, authorId), await ask(workspaceId, authorId)];
        asked.push(await ask(workspaceId, other));
        for (const { outcome } of asked) {
          assert.equal(outcome.kind, 'added');
          await count.onAsked(outcome.answer, outcome.question.authorId ?? '');
        }
        assert.deepEqual(await heldOf(workspaceId, authorId), [2, 2, 3]);
        const [first] = asked;
        assert.ok(first);
        await count.onEnded(await finish(first.outcome));
        assert.deepEqual(await heldOf(workspaceId, authorId), [1, 1, 2]);
        // Told again, and asked again by its idempotency key: nothing is counted twice.
        await count.onEnded(await finish(first.outcome));
        assert.deepEqual(await heldOf(workspaceId, authorId), [1, 1, 2]);
      });

      it('A67 whatever a process that died did not say is right again', async () => {
        const [workspaceId, authorId] = [newId(), newId()];
        const { outcome } = await ask(workspaceId, authorId);
        assert.deepEqual(await heldOf(workspaceId, authorId), [0, 0, 0]);
        await round(async () => (await heldOf(workspaceId, authorId))[0] === 1);
        // It ends, and the process dies before it says so: the lease lapses.
        await finish(outcome);
        assert.deepEqual(await heldOf(workspaceId, authorId), [1, 1, 1]);
        now += 30_000;
        assert.deepEqual(await heldOf(workspaceId, authorId), [0, 0, 0]);
        const other = newId();
        await ask(other, authorId);
        await round(async () => (await store.readHeld([answersUnderWayKey.ofWorkspace(other)]))[0] === 1);
        assert.deepEqual(await heldOf(workspaceId, authorId), [1, 0, 0]);
      });

      it('A67 cost no question while they cannot be counted', async () => {
        const away = async () => {
          throw new Error('Redis is away');
        };
        const count = createOpenAnswersCount({
          store: { ...store, hold: away, release: away },
          conversations: stores.conversations,
          logger: createLogger('test', 'silent'),
        });
        const { outcome } = await ask(newId(), newId());
        assert.equal(outcome.kind, 'added');
        await count.onAsked(outcome.answer, newId());
        await count.onEnded(await finish(outcome));
      });
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
