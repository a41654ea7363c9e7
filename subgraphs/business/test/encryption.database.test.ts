import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createDataKeys, type DataKeys } from '@codexcontinue/platform/encryption/data-keys';
import { encryptionKeys } from '@codexcontinue/platform/encryption/key-ring';
import { openRowEncryption } from '@codexcontinue/platform/encryption/open-encryption';
import { createRowEncryption } from '@codexcontinue/platform/encryption/row-encryption';
import { sealJobs } from '@codexcontinue/platform/encryption/sealed-jobs';
import { newId } from '@codexcontinue/platform/ids';
import { createFilesystemStorage } from '@codexcontinue/platform/storage/filesystem-storage';
import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { columnsWith } from '../../../platform/test/helpers/stored-words.ts';
import { type ConversationsStore, createConversationsStore } from '../src/data/conversations-store.ts';
import { createDocumentsStore } from '../src/data/documents-store.ts';
import { createSavedOperationsStore } from '../src/data/saved-operations-store.ts';
import { conversation, dataKeys, message } from '../src/data/tables.ts';
import { SEALED_QUEUES } from '../src/queues.ts';
import { rotateBusinessEncryption } from '../src/rotate-encryption.ts';
import { openStores, type Stores } from './helpers/stores.ts';

const newKey = (id: string) => `${id}=${randomBytes(32).toString('base64')}`;
const MARKER = 'the orange valve';

for (const adapter of databaseAdapters()) {
  describe(`A50 encryption of conversations on ${adapter.name}`, () => {
    let stores: Stores;
    const first = newKey('first');
    const noOutbox = { add: async () => {}, start: async () => {}, stop: async () => {} };
    const storeWith = (keys: DataKeys | undefined): ConversationsStore =>
      createConversationsStore(stores.everything, stores.jobs, noOutbox, createRowEncryption(keys));
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

    /** Writes the word wherever people write anything. */
    async function writeEverywhere(ring: string | undefined, word: string) {
      const workspaceId = newId();
      const personId = newId();
      const keyRing = ring === undefined ? undefined : encryptionKeys(ring);
      const encryption = openRowEncryption(dataKeys, keyRing);
      const jobs = sealJobs(stores.jobs, keyRing, SEALED_QUEUES);
      const conversations = createConversationsStore(stores.everything, jobs, noOutbox, encryption);
      const told: object[] = [];
      const documents = createDocumentsStore(
        stores.everything,
        jobs,
        noOutbox,
        { record: async (entry) => void told.push(entry) },
        encryption,
      );
      const operations = createSavedOperationsStore(stores.everything, encryption);
      const created = await conversations.create({
        workspaceId,
        title: word,
        model: null,
        createdBy: personId,
      });
      const asked = { content: word, idempotencyKey: newId(), authorId: personId };
      const added = await conversations.addQuestion(created, asked);
      assert.equal(added.kind, 'added');
      const generationId = added.answer.generationId ?? '';
      const finished = { generationId, messageId: added.answer.id, status: 'COMPLETED', text: word };
      await conversations.finishAnswer(finished);
      const upload = await documents.announce({
        workspaceId,
        createdBy: personId,
        filename: `${word}.txt`,
        contentType: 'text/plain',
        size: 1,
        expiresAt: new Date(Date.now() + 60_000),
      });
      const document = await documents.complete(upload);
      const text = { name: word, description: word, document: `{ ${word} }`, variables: `{"a":"${word}"}` };
      const personal = await operations.create({ ...text, workspaceId: null, createdBy: personId });
      const shared = await operations.create({ ...text, workspaceId, createdBy: personId });
      assert.ok(document && personal && shared);
      return { documents, operations, upload, document, personal, shared, personId, workspaceId, told };
    }
    const PLAIN_COLUMNS = [
      'business.conversation.title',
      'business.document.filename',
      'business.message.content',
      'business.saved_operation.description',
      'business.saved_operation.document',
      'business.saved_operation.name',
      'business.saved_operation.variables',
      'business.upload.filename',
    ];
    const search = (personId: string, workspaceIds: string[], text: string) =>
      ({ personId, workspaceIds, mine: false, sharedOnly: false, search: text }) as const;

    it('leaves no word of anybody in any column of any table, and reads all of it', async () => {
      const written = await writeEverywhere(first, 'quartzheron');
      assert.deepEqual(await columnsWith(stores.database, ['business', 'jobs'], 'quartzheron'), []);
      assert.doesNotMatch(JSON.stringify(written.told), /quartzheron/, 'nor is any told to the audit log');
      const { documents, operations, personal, shared, personId, workspaceId } = written;
      assert.equal(written.upload.filename, 'quartzheron.txt');
      assert.equal((await documents.findUpload(written.upload.id))?.filename, 'quartzheron.txt');
      assert.equal((await documents.findById(written.document.id))?.filename, 'quartzheron.txt');
      assert.equal((await documents.page(workspaceId, page))[0]?.filename, 'quartzheron.txt');
      assert.equal((await documents.complete(written.upload))?.filename, 'quartzheron.txt');
      for (const operation of [personal, shared]) {
        const read = await operations.findById(operation.id);
        assert.deepEqual(read, operation);
        assert.equal(read?.variables, '{"a":"quartzheron"}');
      }
      const listed = await operations.page(search(personId, [workspaceId], 'QUARTZ'), page);
      assert.deepEqual(
        listed.map(({ id }) => id),
        [shared.id, personal.id],
      );
    });

    it('would leave them without encryption, and encrypts them when the keys are rotated', async () => {
      const written = await writeEverywhere(undefined, 'basaltheron');
      assert.deepEqual(await columnsWith(stores.database, ['business'], 'basaltheron'), PLAIN_COLUMNS);
      assert.match(JSON.stringify(written.told), /basaltheron/);
      const storage = createFilesystemStorage('/nowhere');
      const rotated = await rotateBusinessEncryption(stores.database, storage, encryptionKeys(first));
      assert.ok(rotated.rows >= 7, String(rotated.rows));
      assert.deepEqual(await columnsWith(stores.database, ['business'], 'basaltheron'), []);
      assert.equal((await rotateBusinessEncryption(stores.database, storage, encryptionKeys(first))).rows, 0);
      const encryption = openRowEncryption(dataKeys, encryptionKeys(first));
      const operations = createSavedOperationsStore(stores.everything, encryption);
      assert.equal((await operations.findById(written.personal.id))?.document, '{ basaltheron }');
      assert.equal((await operations.findById(written.shared.id))?.name, 'basaltheron');
    });

    it('an operation that is shared, renamed or taken back is sealed for whom it is', async () => {
      const { operations, personal, workspaceId } = await writeEverywhere(first, 'gneissheron');
      const renamed = await operations.update(personal, { name: 'gneissheron two' });
      assert.equal(renamed?.name, 'gneissheron two');
      const shared = await operations.update(renamed, { workspaceId });
      assert.deepEqual([shared?.name, shared?.document], ['gneissheron two', '{ gneissheron }']);
      const back = await operations.update(shared ?? renamed, { workspaceId: null, description: null });
      assert.deepEqual([back?.description, back?.variables], [null, '{"a":"gneissheron"}']);
      assert.deepEqual(await columnsWith(stores.database, ['business'], 'gneissheron'), []);
    });

    it('finds operations by their words over pages of any size, as without encryption', async () => {
      const name = fc.string({ unit: fc.constantFrom('a', 'B', '%', '_', 'é'), minLength: 1, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(
          fc.array(name, { maxLength: 8 }),
          name,
          fc.integer({ min: 1, max: 4 }),
          async (names, wanted, limit) => {
            const found: string[][] = [];
            for (const ring of [undefined, encryptionKeys(first)]) {
              const personId = newId();
              const store = createSavedOperationsStore(stores.everything, openRowEncryption(dataKeys, ring));
              const text = { description: null, document: '{ me { id } }', variables: null };
              for (const each of names)
                await store.create({ ...text, name: each, workspaceId: null, createdBy: personId });
              const all: string[] = [];
              for (let from: string | undefined; ; ) {
                const rows = await store.page(search(personId, [], wanted), {
                  limit,
                  from,
                  direction: 'forward',
                });
                all.push(...rows.slice(0, limit).map((row) => row.name));
                if (rows.length <= limit) break;
                from = rows[limit - 1]?.id;
              }
              found.push(all);
            }
            assert.deepEqual(found[1], found[0]);
          },
        ),
        { numRuns: 15 },
      );
    });
  });
}
