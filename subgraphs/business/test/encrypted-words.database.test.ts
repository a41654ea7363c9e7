import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { encryptionKeys } from '@codexcontinue/platform/encryption/key-ring';
import { openRowEncryption } from '@codexcontinue/platform/encryption/open-encryption';
import { sealJobs } from '@codexcontinue/platform/encryption/sealed-jobs';
import { newId } from '@codexcontinue/platform/ids';
import { createFilesystemStorage } from '@codexcontinue/platform/storage/filesystem-storage';
import fc from 'fast-check';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { columnsWith } from '../../../platform/test/helpers/stored-words.ts';
import { createConversationsStore } from '../src/data/conversations-store.ts';
import { createDocumentsStore } from '../src/data/documents-store.ts';
import { createSavedOperationsStore } from '../src/data/saved-operations-store.ts';
import { dataKeys } from '../src/data/tables.ts';
import { SEALED_QUEUES } from '../src/queues.ts';
import { rotateBusinessEncryption } from '../src/rotate-encryption.ts';
import { completeWhole } from './helpers/complete-whole.ts';
import { NO_OUTBOX, newKey } from './helpers/encryption.ts';
import { openStores, type Stores } from './helpers/stores.ts';

for (const adapter of databaseAdapters()) {
  describe(`A50 words of people in the tables of business on ${adapter.name}`, () => {
    let stores: Stores;
    const first = newKey('first');
    const page = { limit: 100, from: undefined, direction: 'forward' } as const;

    before(async () => {
      stores = await openStores(await adapter.open());
    });
    after(() => stores.close());

    /** Writes the word wherever people write anything. */
    async function writeEverywhere(ring: string | undefined, word: string) {
      const workspaceId = newId();
      const personId = newId();
      const keyRing = ring === undefined ? undefined : encryptionKeys(ring);
      const encryption = openRowEncryption(dataKeys, keyRing);
      const jobs = sealJobs(stores.jobs, keyRing, SEALED_QUEUES);
      const conversations = createConversationsStore(stores.everything, jobs, NO_OUTBOX, encryption);
      const told: object[] = [];
      const documents = createDocumentsStore(
        stores.everything,
        jobs,
        NO_OUTBOX,
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
      const document = await completeWhole(documents, upload);
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
      assert.equal((await completeWhole(documents, written.upload))?.filename, 'quartzheron.txt');
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
      const rotate = () =>
        rotateBusinessEncryption(stores.database, storage, encryptionKeys(first), { alone: true });
      const rotated = await rotate();
      assert.ok(rotated.rows >= 7, String(rotated.rows));
      assert.deepEqual(await columnsWith(stores.database, ['business'], 'basaltheron'), []);
      assert.equal((await rotate()).rows, 0);
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
