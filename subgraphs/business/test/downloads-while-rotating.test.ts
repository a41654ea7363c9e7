import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { encryptionKeys } from '@codexcontinue/platform/encryption/key-ring';
import { watchStorage } from '../../../platform/test/helpers/watched-storage.ts';
import { blobKeyOf } from '../src/data/documents-store.ts';
import { rotateFiles } from '../src/rotate-files.ts';
import { type BusinessSystem, startBusinessSystem } from './helpers/business-system.ts';
import { newKey } from './helpers/encryption.ts';

const MARK = '\u0001CCBLOB1';
const DELETE = 'mutation ($input: DeleteDocumentInput!) { deleteDocument(input: $input) { __typename } }';
const COMPLETE = `mutation ($input: CompleteUploadInput!) { completeUpload(input: $input) { __typename } }`;

describe('A50 downloads of files from before encryption', () => {
  let system: BusinessSystem;
  const ring = encryptionKeys(newKey('first'));
  const texts = {
    short: 'the orange valve',
    long: 'the orange valve\n'.repeat(60_000),
    hostile: `${MARK}0123456789abcdef and the orange valve`,
    mark: MARK,
    markAndKey: `${MARK}0123456789abcdef`,
  };
  const ids = new Map<string, string>();
  let halfUpload: { uploadId: string; url: string };

  before(async () => {
    system = await startBusinessSystem();
    for (const [name, text] of Object.entries(texts)) ids.set(name, await system.upload(text));
    halfUpload = await system.createUpload({ size: texts.hostile.length });
    await (await system.put(halfUpload.url, texts.hostile)).body?.cancel();
    await system.encryptFromNowOn(ring);
  });
  after(() => system.close());

  async function download(id: string): Promise<string> {
    const { data } = await system.ask(
      system.as('VIEWER'),
      'query ($id: ID!) { document(id: $id) { downloadUrl } }',
      { id },
    );
    const response = await system.get(data.document.downloadUrl);
    assert.equal(response.status, 200);
    return response.text();
  }
  async function assertAllDownload(when: string) {
    for (const [name, text] of Object.entries(texts))
      assert.ok((await download(ids.get(name) ?? '')) === text, `${name} ${when}`);
  }

  it('give every byte before, while they are encrypted, and after', async () => {
    await assertAllDownload('before');
    const downloads: Promise<void>[] = [];
    const id = ids.get('long') ?? '';
    const { data } = await system.ask(
      system.as('VIEWER'),
      'query ($id: ID!) { document(id: $id) { downloadUrl } }',
      { id },
    );
    // The database is busy with the rotation until the file is in its place; what is open is read beside it.
    const open = await system.get(data.document.downloadUrl);
    const rotated = await rotateFiles(
      system.database,
      watchStorage(system.storage, ({ key }) => {
        if (key === blobKeyOf(id))
          downloads.push(download(id).then((text) => assert.ok(text === texts.long)));
      }),
      ring,
      { alone: false },
    );
    assert.deepEqual(
      [rotated.sealed, rotated.underWay, rotated.missing, rotated.unreadable],
      [Object.keys(texts).length, 1, [], []],
    );
    assert.ok(downloads.length >= 4, String(downloads.length));
    await Promise.all(downloads);
    assert.ok((await open.text()) === texts.long);
    await assertAllDownload('after');
  });

  it('find an upload whole that was sent before and completed after, whatever it begins with', async () => {
    const input = { uploadId: halfUpload.uploadId };
    const { data } = await system.ask(system.as('MEMBER'), COMPLETE, { input });
    assert.equal(data.completeUpload.__typename, 'UploadCompleted');
    assert.equal(await download(halfUpload.uploadId), texts.hostile);
    assert.equal((await rotateFiles(system.database, system.storage, ring, { alone: false })).sealed, 1);
    assert.equal(await download(halfUpload.uploadId), texts.hostile);
  });

  it('are of files that hold no word, and are gone with their keys when the document is', async () => {
    const { storage } = system;
    for (const name of await system.storedFiles()) {
      const bytes = await Array.fromAsync(await storage.read(`uploads/${name}`));
      assert.ok(!Buffer.concat(bytes as Buffer[]).includes('orange valve'), name);
    }
    for (const documentId of [...ids.values(), halfUpload.uploadId]) {
      const { data } = await system.ask(system.as('MEMBER'), DELETE, { input: { documentId } });
      assert.equal(data.deleteDocument.__typename, 'DocumentDeleted');
    }
    assert.deepEqual(await system.storedFiles(), []);
  });
});
