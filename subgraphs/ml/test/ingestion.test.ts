import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import { QUEUES } from '../src/queues.ts';
import { makeDocx, makeEncryptedOffice, makeEncryptedPdf, makePdf, makeZip } from './helpers/files.ts';
import { type MlSystem, startMlSystem } from './helpers/ml-system.ts';

const DOCUMENT = `query ($id: ID!) { _entities(representations: [{ __typename: "Document", id: $id }]) { ... on Document {
  passageCount text { content contentHash pages { number startOffset endOffset } } } } }`;
const SEARCH = `query ($id: ID!, $query: String!) { search(workspaceId: $id, query: $query) { edges { score node {
  text page startOffset endOffset ordinal document { id text { content } } } } pageInfo { hasNextPage } } }`;
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

describe('ingestion', () => {
  let system: MlSystem;

  before(async () => {
    system = await startMlSystem({ parseLimits: { milliseconds: 20_000 } });
  });
  after(() => system.close());

  async function documentOf(id: string) {
    return (await system.ask(DOCUMENT, { id })).data._entities[0];
  }

  it('reads plain text in UTF-8 and, marked, in UTF-16', async () => {
    const text = 'Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.\r\nEnde.';
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
    ]) {
      const { documentId, failure } = await system.ingest({
        filename: 'a.txt',
        contentType: 'text/plain',
        bytes,
      });
      assert.equal(failure, null);
      assert.equal((await documentOf(documentId)).text.content, text.replace('\r\n', '\n'));
    }
  });

  it('reads a PDF page by page', async () => {
    const pages = [
      ['The Zeppelin manual.', 'It flies slowly.'],
      ['Chapter two tells of', 'helium and its price.'],
    ];
    const { documentId, failure } = await system.ingest({
      filename: 'z.pdf',
      contentType: 'application/pdf',
      bytes: makePdf(pages),
    });
    assert.equal(failure, null);
    const { text, passageCount } = await documentOf(documentId);
    assert.equal(passageCount, 1);
    assert.deepEqual(
      text.pages.map((page: { startOffset: number; endOffset: number }) =>
        text.content.slice(page.startOffset, page.endOffset).trim(),
      ),
      pages.map((lines) => lines.join('\n')),
    );
    const id = await system.request('What is the price of helium?');
    await system.finished(id);
    const { data } = await system.ask(
      'query ($id: ID!) { generation(id: $id) { citations { page quote } } }',
      { id },
    );
    assert.deepEqual(data.generation.citations[0], {
      page: 2,
      quote: 'Chapter two tells of\nhelium and its price.',
    });
  });

  it('reads the paragraphs of a Word document', async () => {
    const bytes = makeDocx(['The quarterly budget is 4,200 euros.', 'Approved by the board.']);
    const { documentId, failure } = await system.ingest({ filename: 'b.docx', contentType: DOCX, bytes });
    assert.equal(failure, null);
    assert.equal(
      (await documentOf(documentId)).text.content.trim(),
      'The quarterly budget is 4,200 euros.\n\nApproved by the board.',
    );
  });

  it('A62 takes out what nobody sees', async () => {
    const { documentId } = await system.ingest({
      filename: 'hidden.md',
      bytes: 'Pay\u200B the\u{E0041}\u{E0042} bill\u202E now\u0000.',
    });
    assert.equal((await documentOf(documentId)).text.content, 'Pay the bill now.');
  });

  const refused: readonly [
    string,
    string,
    { filename: string; contentType?: string; bytes: Uint8Array | string },
  ][] = [
    ['nothing', 'EMPTY', { filename: 'a.md', bytes: '' }],
    ['only whitespace', 'EMPTY', { filename: 'a.md', bytes: ' \n\u200B\n' }],
    [
      'A73 HTML named .pdf',
      'UNSUPPORTED_TYPE',
      { filename: 'a.pdf', contentType: 'application/pdf', bytes: '<!doctype html><p>Hello' },
    ],
    [
      'A73 SVG named .txt',
      'UNSUPPORTED_TYPE',
      { filename: 'a.txt', bytes: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    ],
    ['a PDF named .md', 'UNSUPPORTED_TYPE', { filename: 'a.md', bytes: makePdf([['Hello.']]) }],
    [
      'a picture',
      'UNSUPPORTED_TYPE',
      { filename: 'a.png', contentType: 'image/png', bytes: Buffer.from('89504e470d0a1a0a0000', 'hex') },
    ],
    ['bytes named .txt', 'UNSUPPORTED_TYPE', { filename: 'a.txt', bytes: Buffer.alloc(100, 1) }],
    [
      'a zip that is no document',
      'UNSUPPORTED_TYPE',
      { filename: 'a.docx', bytes: makeZip([{ name: 'a.txt', content: 'a' }]) },
    ],
    ['Latin-1', 'CORRUPT', { filename: 'a.txt', bytes: Buffer.from('Grüße', 'latin1') }],
    ['half a PDF', 'CORRUPT', { filename: 'a.pdf', bytes: makePdf([['Hello.']]).subarray(0, 40) }],
    ['half a Word document', 'CORRUPT', { filename: 'a.docx', bytes: makeDocx(['Hello.']).subarray(0, -40) }],
    ['a PDF with a password', 'ENCRYPTED', { filename: 'a.pdf', bytes: makeEncryptedPdf() }],
    ['a Word document with a password', 'ENCRYPTED', { filename: 'a.docx', bytes: makeEncryptedOffice() }],
    ['a scan', 'NO_TEXT', { filename: 'a.pdf', bytes: makePdf([[], []]) }],
    ['too much text', 'TOO_LARGE', { filename: 'a.txt', bytes: 'word '.repeat(1_000_001) }],
    [
      'too many pages',
      'TOO_LARGE',
      { filename: 'a.pdf', bytes: makePdf(Array.from({ length: 2_001 }, () => [])) },
    ],
    [
      'A69 a Word document that declares too much',
      'TOO_LARGE',
      {
        filename: 'a.docx',
        bytes: makeDocx(['Hi.'], [{ name: 'word/media/a', content: 'a', declaredBytes: 4_000_000_000 }]),
      },
    ],
    [
      'A69 a Word document that lies about its size',
      'TOO_LARGE',
      {
        filename: 'a.docx',
        bytes: makeDocx(
          ['Hi.'],
          [{ name: 'word/media/a', content: Buffer.alloc(50_000_000), declaredBytes: 10 }],
        ),
      },
    ],
  ];
  for (const [what, code, file] of refused) {
    it(`refuses ${what} and keeps nothing of it`, async () => {
      const { documentId, failure } = await system.ingest(file);
      assert.equal(failure?.code, code);
      assert.match(failure?.message ?? '', /\. .+\.$/);
      const { text, passageCount } = await documentOf(documentId);
      assert.deepEqual([text, passageCount], [null, 0]);
    });
  }

  it('finds what it read, with offsets that hold', async () => {
    const { documentId } = await system.ingest({
      filename: 'long.md',
      bytes: Array.from(
        { length: 60 },
        (_, index) => `Paragraph ${index} speaks of penguins and of nothing else at all.`,
      ).join('\n\n'),
    });
    const { data } = await system.ask(SEARCH, { id: system.workspaceId, query: 'Penguin' });
    assert.ok(data.search.edges.length > 2);
    for (const { node } of data.search.edges) {
      assert.equal(node.document.id, documentId);
      assert.equal(node.document.text.content.slice(node.startOffset, node.endOffset), node.text);
    }
  });

  it('A64 forgets a deleted document, also when the deletion overtakes the upload', async () => {
    const { documentId } = await system.ingest({
      filename: 'gone.md',
      bytes: 'The xylophone is locked away.',
    });
    const found = () => system.ask(SEARCH, { id: system.workspaceId, query: 'xylophone' });
    assert.equal((await found()).data.search.edges.length, 1);
    await system.jobs.send(QUEUES.documentDeleted, { documentId, workspaceId: system.workspaceId });
    while ((await found()).data.search.edges.length > 0)
      await new Promise((resolve) => setImmediate(resolve));
    assert.equal((await documentOf(documentId)).text, null);
    const again = newId();
    await system.jobs.send(
      QUEUES.documentUploaded,
      {
        documentId,
        workspaceId: system.workspaceId,
        filename: 'gone.md',
        contentType: '',
        blobKey: `test/${documentId}`,
      },
      { id: again },
    );
    // The queue is worked on one by one: when the next is done, so is that one.
    await system.ingest({ filename: 'next.md', bytes: 'Next.' });
    assert.equal((await found()).data.search.edges.length, 0);
  });

  it('tells the workspace how far it has come', async () => {
    const { documentId } = await system.ingest({ filename: 'p.pdf', bytes: makePdf([['One.'], ['Two.']]) });
    const { events } = await system.eventLog.read(`workspace:${system.workspaceId}`, '0-0', 10_000);
    const stages = events.filter(({ data }) => data.documentId === documentId);
    assert.deepEqual(stages[0]?.data.progress, { stage: 'READING', completed: 0, total: 1 });
    assert.deepEqual(stages.at(-1)?.data.progress, { stage: 'INDEXING', completed: 0, total: 1 });
    assert.deepEqual(stages[0]?.data.document, { __typename: 'Document', id: documentId });
  });

  it('says so when a document cannot be stored, and can store the next', async () => {
    await system.database.drizzle.execute('alter table ml.posting rename to posting_away');
    const { documentId, failure } = await system.ingest({ filename: 'a.md', bytes: 'The narwhal sings.' });
    await system.database.drizzle.execute('alter table ml.posting_away rename to posting');
    assert.equal(failure?.code, 'INTERNAL');
    assert.equal((await documentOf(documentId)).text, null);
    assert.equal((await system.ingest({ filename: 'a.md', bytes: 'The narwhal sings.' })).failure, null);
  });

  it('A25 shows a passage and a text to members only', async () => {
    const { documentId } = await system.ingest({ filename: 'm.md', bytes: 'The okapi is shy.' });
    const stranger = { kind: 'person', personId: newId(), sessionId: newId(), workspaceRoles: {} } as const;
    const theirs = await system.ask(DOCUMENT, { id: documentId }, stranger);
    assert.deepEqual(theirs.data._entities[0], { passageCount: 0, text: null });
  });
});
