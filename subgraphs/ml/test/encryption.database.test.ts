import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Database } from '@codexcontinue/platform/database/database';
import { migrate } from '@codexcontinue/platform/database/migrate';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { encryptionKeys } from '@codexcontinue/platform/encryption/key-ring';
import { openRowEncryption } from '@codexcontinue/platform/encryption/open-encryption';
import type { RowEncryption } from '@codexcontinue/platform/encryption/row-encryption';
import { newId } from '@codexcontinue/platform/ids';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { columnsWith } from '../../../platform/test/helpers/stored-words.ts';
import { createDocumentStore } from '../src/data/document-store.ts';
import { createGenerationStore } from '../src/data/generation-store.ts';
import { createPassageSearch } from '../src/data/passage-search.ts';
import { dataKeys } from '../src/data/tables.ts';
import { textWithoutPages } from '../src/domain/parsed-text.ts';
import { splitDocument } from '../src/domain/split-document.ts';
import { migrations } from '../src/migrations.ts';
import { rotateMlEncryption } from '../src/rotate-encryption.ts';

const MARKER = 'zephyrquartz';
const WORDS = [
  'pump',
  'valve',
  'filter',
  'pressure',
  'night',
  'crew',
  'warranty',
  'delivery',
  'frost',
  'oil',
];

for (const adapter of databaseAdapters()) {
  describe(`A50 encryption of documents and answers on ${adapter.name}`, () => {
    let database: Database;
    const ring = encryptionKeys(`one=${randomBytes(32).toString('base64')}`);
    const encrypted = openRowEncryption(dataKeys, ring);
    const plain = openRowEncryption(dataKeys, undefined);
    before(async () => {
      database = await adapter.open();
      await migrate(database, migrations);
    });
    after(() => database.close());

    const libraryOf = (workspaceId: string, encryption: RowEncryption) => {
      const tenants = withinTenants(database, { workspaceIds: [workspaceId] });
      const documents = createDocumentStore(tenants, encryption);
      return {
        documents,
        search: createPassageSearch(tenants, encryption),
        async add(text: string, filename: string, documentId = newId()) {
          const document = { ...splitDocument(textWithoutPages(text)), documentId, workspaceId, filename };
          await tenants.run((transaction) => documents.store(document, transaction));
          return documentId;
        },
      };
    };
    /** Every row of a table of ml, as text. */
    const dump = async (table: string): Promise<string> => {
      const rows = await withinTenants(database, ALL_TENANTS).run((transaction) =>
        transaction.execute(sql.raw(`select * from ml.${table}`)),
      );
      return JSON.stringify(rows);
    };

    it('stores no word of a document, and finds and reads it', async () => {
      const workspaceId = newId();
      const { documents, search, add } = libraryOf(workspaceId, encrypted);
      const text = `The ${MARKER} valve is opened by the night crew.`;
      const id = await add(text, 'a.txt');
      for (const table of ['document', 'passage', 'posting'])
        assert.ok(!(await dump(table)).includes(MARKER), table);
      assert.match(await dump('posting'), /"#[\w-]{22}"/);
      assert.equal((await documents.find(id))?.content, text);
      const [hit] = await search.search(workspaceId, `${MARKER} valve`, 5);
      assert.equal(hit?.passage.text, text);
      assert.equal((await documents.findPassage(hit.passage.id))?.text, text);
      assert.deepEqual(await search.search(newId(), MARKER, 5), []);
    });

    it('hashes the terms of each workspace with a key of its own', async () => {
      const termsOf = async () => new Set((await dump('posting')).match(/#[\w-]{22}/g));
      const before = (await termsOf()).size;
      await libraryOf(newId(), encrypted).add('frost', 'a.txt');
      await libraryOf(newId(), encrypted).add('frost', 'a.txt');
      assert.equal((await termsOf()).size, before + 2);
    });

    it('ranks as without encryption, also among documents of before', async () => {
      const text = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(
          fc.array(text, { minLength: 1, maxLength: 6 }),
          fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }),
          async (texts, query) => {
            const found = [];
            for (const encryptions of [
              [plain, plain],
              [encrypted, encrypted],
              [plain, encrypted],
            ] as const) {
              const workspaceId = newId();
              for (const [index, words] of texts.entries()) {
                const writer = encryptions[index % 2] ?? plain;
                await libraryOf(workspaceId, writer).add(words.join(' '), `${index}`);
              }
              const { search } = libraryOf(workspaceId, encryptions[1]);
              const hits = await search.search(workspaceId, query.join(' '), 10);
              found.push(hits.map(({ filename, score }) => `${filename} ${score.toFixed(9)}`).toSorted());
            }
            assert.deepEqual(found[1], found[0]);
            assert.deepEqual(found[2], found[0]);
          },
        ),
        { numRuns: 20 },
      );
    });

    it('stores no word of a question, its history, its answer or its citations', async () => {
      const store = createGenerationStore(withinTenants(database, ALL_TENANTS), encrypted);
      const [generationId, worker] = [newId(), newId()];
      const history = [{ role: 'USER', content: `${MARKER} before` }] as const;
      await store.enqueue({
        generationId,
        workspaceId: newId(),
        conversationId: newId(),
        messageId: newId(),
        askerId: newId(),
        model: null,
        question: `${MARKER}?`,
        history,
      });
      const claimed = await store.claim(worker);
      assert.deepEqual([claimed?.question, claimed?.history], [`${MARKER}?`, history]);
      assert.equal(await store.beat(generationId, worker, { text: MARKER, deltaEnds: [12] }), 'go-on');
      assert.equal((await store.find(generationId))?.text, MARKER);
      const quote = { number: 1, documentId: newId(), page: null, contentHash: 'h', quote: MARKER };
      const citations = [{ ...quote, startOffset: 0, endOffset: 12 }];
      const ending = { status: 'COMPLETED', text: `${MARKER}!`, deltaEnds: [13], citations } as const;
      await withinTenants(database, ALL_TENANTS).run((transaction) =>
        store.finish(generationId, worker, { ...ending, usage: null, failure: null }, transaction),
      );
      assert.ok(!(await dump('generation')).includes(MARKER));
      const found = await store.find(generationId);
      assert.deepEqual([found?.text, found?.citations], [`${MARKER}!`, citations]);
      assert.equal(
        (await store.findUnpublished(0)).find(({ id }) => id === generationId)?.text,
        `${MARKER}!`,
      );
    });

    /** Writes the word wherever ml keeps what people wrote or read. */
    async function writeEverywhere(encryption: RowEncryption, word: string) {
      const workspaceId = newId();
      const library = libraryOf(workspaceId, encryption);
      const documentId = await library.add(`The ${word} valve.`, `${word}.txt`);
      const store = createGenerationStore(withinTenants(database, ALL_TENANTS), encryption);
      const [generationId, worker] = [newId(), newId()];
      await store.enqueue({
        generationId,
        workspaceId,
        conversationId: newId(),
        messageId: newId(),
        askerId: newId(),
        model: null,
        question: `${word}?`,
        history: [{ role: 'USER', content: word }],
      });
      await store.claim(worker);
      const quote = { number: 1, documentId, page: null, contentHash: 'h', quote: word };
      const citations = [{ ...quote, startOffset: 0, endOffset: 4 }];
      const ending = { status: 'COMPLETED', text: word, deltaEnds: [4], citations } as const;
      await withinTenants(database, ALL_TENANTS).run((transaction) =>
        store.finish(generationId, worker, { ...ending, usage: null, failure: null }, transaction),
      );
      return { workspaceId, documentId, generationId };
    }
    async function reads(workspaceId: string, documentId: string, generationId: string, word: string) {
      const { documents, search } = libraryOf(workspaceId, encrypted);
      assert.equal((await documents.find(documentId))?.filename, `${word}.txt`);
      const hits = await search.search(workspaceId, word, 5);
      assert.deepEqual(
        hits.map(({ filename, passage }) => [filename, passage.text]),
        [[`${word}.txt`, `The ${word} valve.`]],
      );
      const store = createGenerationStore(withinTenants(database, ALL_TENANTS), encrypted);
      const generation = await store.find(generationId);
      assert.deepEqual([generation?.text, generation?.history], [word, [{ role: 'USER', content: word }]]);
      assert.equal(generation?.citations[0]?.quote, word);
    }

    it('leaves no word of anybody in any column of any table, and reads all of it', async () => {
      const { workspaceId, documentId, generationId } = await writeEverywhere(encrypted, 'quartzheron');
      assert.deepEqual(await columnsWith(database, ['ml'], 'quartzheron'), []);
      await reads(workspaceId, documentId, generationId, 'quartzheron');
    });

    it('would leave them without encryption, and encrypts them when the keys are rotated', async () => {
      const { workspaceId, documentId, generationId } = await writeEverywhere(plain, 'basaltheron');
      assert.deepEqual(await columnsWith(database, ['ml'], 'basaltheron'), [
        'ml.document.content',
        'ml.document.filename',
        'ml.generation.citations',
        'ml.generation.history',
        'ml.generation.question',
        'ml.generation.text',
        'ml.passage.text',
        'ml.posting.term',
      ]);
      assert.ok((await rotateMlEncryption(database, ring)).rows >= 5);
      assert.deepEqual(await columnsWith(database, ['ml'], 'basaltheron'), []);
      assert.equal((await rotateMlEncryption(database, ring)).rows, 0);
      await reads(workspaceId, documentId, generationId, 'basaltheron');
    });
  });
}
