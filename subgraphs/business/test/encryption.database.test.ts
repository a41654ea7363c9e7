import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createDataKeys, type DataKeys } from '@codexcontinue/platform/encryption/data-keys';
import { encryptionKeys } from '@codexcontinue/platform/encryption/key-ring';
import { createRowEncryption } from '@codexcontinue/platform/encryption/row-encryption';
import { newId } from '@codexcontinue/platform/ids';
import { eq, sql } from 'drizzle-orm';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { type ConversationsStore, createConversationsStore } from '../src/data/conversations-store.ts';
import { conversation, dataKeys, message } from '../src/data/tables.ts';
import { NO_OUTBOX, newKey } from './helpers/encryption.ts';
import { openStores, type Stores } from './helpers/stores.ts';

const MARKER = 'the orange valve';

for (const adapter of databaseAdapters()) {
  describe(`A50 encryption of conversations on ${adapter.name}`, () => {
    let stores: Stores;
    const first = newKey('first');
    const storeWith = (keys: DataKeys | undefined): ConversationsStore =>
      createConversationsStore(stores.everything, stores.jobs, NO_OUTBOX, createRowEncryption(keys));
    const keysOf = (ring: string, days = 90) => createDataKeys(dataKeys, encryptionKeys(ring), { days });
    const page = { limit: 100, from: undefined, direction: 'forward' } as const;

    before(async () => {
      stores = await openStores(await adapter.open());
    });
    after(() => stores.close());

    /** A conversation with a question and its answer. */
    async function converse(store: ConversationsStore, workspaceId = newId(), text = MARKER) {
      const created = await store.create({ workspaceId, title: text, model: null, createdBy: newId() });
      const question = { content: `${text}?`, idempotencyKey: newId(), authorId: newId() };
      const added = await store.addQuestion(created, question);
      assert.equal(added.kind, 'added');
      const generationId = added.answer.generationId ?? '';
      const finished = { generationId, messageId: added.answer.id, status: 'COMPLETED', text: `${text}!` };
      await store.finishAnswer(finished);
      return { created, question, added };
    }
    const raw = (id: string) =>
      stores.everything.run(async (transaction) => ({
        conversations: await transaction.select().from(conversation).where(eq(conversation.id, id)),
        messages: await transaction.select().from(message).where(eq(message.conversationId, id)),
      }));
    const contentsOf = async (store: ConversationsStore, id: string) =>
      (await store.messagesPage(id, page)).map(({ content }) => content);

    it('stores neither title nor messages as they are, and reads them back', async () => {
      const store = storeWith(keysOf(first));
      const { created, question, added } = await converse(store);
      const stored = JSON.stringify(await raw(created.id));
      assert.ok(!stored.includes(MARKER), stored);
      assert.match(stored, /enc1:/);
      assert.equal(created.title, MARKER);
      assert.equal((await store.findById(created.id))?.title, MARKER);
      assert.deepEqual(await contentsOf(store, created.id), [`${MARKER}?`, `${MARKER}!`]);
      assert.equal((await store.page(created.workspaceId, page))[0]?.title, MARKER);
      assert.equal(added.question.content, `${MARKER}?`);
      assert.equal((await store.findMessage(added.answer.id))?.content, `${MARKER}!`);
      const again = await store.addQuestion(created, question);
      assert.equal(again.kind, 'added');
      assert.equal(again.question.content, `${MARKER}?`);
    });

    it('would be found without encryption', async () => {
      const { created } = await converse(storeWith(undefined));
      assert.ok(JSON.stringify(await raw(created.id)).includes(MARKER));
    });

    it('reads what was written before, and writes on beside it', async () => {
      const { created } = await converse(storeWith(undefined));
      const store = storeWith(keysOf(first));
      assert.deepEqual(await contentsOf(store, created.id), [`${MARKER}?`, `${MARKER}!`]);
      await store.addQuestion(created, { content: 'More?', idempotencyKey: null, authorId: newId() });
      assert.deepEqual(await contentsOf(store, created.id), [`${MARKER}?`, `${MARKER}!`, 'More?', '']);
      assert.equal((await store.findById(created.id))?.title, MARKER);
    });

    it('takes no text for a ciphertext because it begins like one', async () => {
      const forged = '\u0001enc1:00000000-0000-7000-8000-000000000000:AAAA';
      for (const keys of [undefined, keysOf(first)]) {
        const store = storeWith(keys);
        const { created } = await converse(store, newId(), forged);
        assert.deepEqual(await contentsOf(store, created.id), [`${forged}?`, `${forged}!`]);
        assert.equal((await store.findById(created.id))?.title, forged);
      }
    });

    it('refuses what was moved to another row, column or workspace, or changed', async () => {
      const store = storeWith(keysOf(first));
      const workspaceId = newId();
      const [left, right, other] = [
        await converse(store, workspaceId),
        await converse(store, workspaceId),
        await converse(store),
      ];
      const change = (text: string) =>
        stores.everything.run((transaction) => transaction.execute(sql.raw(text)));
      const contentOf = async (id: string) =>
        (await raw(id)).messages.find(({ role }) => role === 'USER')?.content ?? '';
      const [mine, neighbours, strangers] = [
        await contentOf(left.created.id),
        await contentOf(right.created.id),
        await contentOf(other.created.id),
      ];
      const titles = (await raw(left.created.id)).conversations[0]?.title ?? '';
      const turned = mine.slice(0, -2) + (mine.at(-2) === 'A' ? 'B' : 'A') + mine.slice(-1);
      const cut = mine.slice(0, 60);
      for (const stored of [neighbours, strangers, titles, turned, cut]) {
        await change(
          `update business.message set content = '${stored}' where id = '${left.added.question.id}'`,
        );
        await assert.rejects(store.messagesPage(left.created.id, page), { name: 'EncryptionError' });
      }
      // The row with its ciphertext in another workspace.
      await change(
        `update business.message set content = '${mine}', workspace_id = '${other.created.workspaceId}' where id = '${left.added.question.id}'`,
      );
      await assert.rejects(store.messagesPage(left.created.id, page), { name: 'EncryptionError' });
      await change(
        `update business.message set workspace_id = '${workspaceId}' where id = '${left.added.question.id}'`,
      );
      assert.deepEqual(await contentsOf(store, left.created.id), [`${MARKER}?`, `${MARKER}!`]);
    });

    it('encrypts data keys anew without touching the data; the old key can go then', async () => {
      const { created } = await converse(storeWith(keysOf(first)));
      const before = await raw(created.id);
      const second = newKey('second');
      const rotating = keysOf(`${second},${first}`);
      assert.ok((await rotating.rewrap(stores.everything)) > 0);
      assert.equal(await rotating.rewrap(stores.everything), 0);
      assert.deepEqual(await raw(created.id), before);
      const after = storeWith(keysOf(second));
      assert.deepEqual(await contentsOf(after, created.id), [`${MARKER}?`, `${MARKER}!`]);
      await assert.rejects(storeWith(keysOf(first)).findById(created.id), /no key "second" any more/);
      await assert.rejects(storeWith(undefined).findById(created.id), /Set ENCRYPTION_KEYS/);
      // As it was, for the tests that follow.
      await keysOf(`${first},${second}`).rewrap(stores.everything);
    });

    it('writes with a new data key once the newest is old, and reads both', async () => {
      const workspaceId = newId();
      const { created } = await converse(storeWith(keysOf(first)), workspaceId);
      const always = storeWith(keysOf(first, 0));
      await always.addQuestion(created, { content: 'More?', idempotencyKey: null, authorId: newId() });
      assert.deepEqual(await contentsOf(always, created.id), [`${MARKER}?`, `${MARKER}!`, 'More?', '']);
      const keys = await stores.everything.run((transaction) =>
        transaction.select().from(dataKeys).where(eq(dataKeys.workspaceId, workspaceId)),
      );
      assert.equal(keys.length, 2);
    });

    it('uses no data key of a transaction that was rolled back', async () => {
      const keys = keysOf(first);
      const workspaceId = newId();
      await assert.rejects(
        stores.everything.run(async (transaction) => {
          await keys.current(transaction, workspaceId);
          throw new Error('rolled back');
        }),
        /rolled back/,
      );
      const { created } = await converse(storeWith(keys), workspaceId);
      const fresh = storeWith(keysOf(first));
      assert.deepEqual(await contentsOf(fresh, created.id), [`${MARKER}?`, `${MARKER}!`]);
    });
  });
}
