import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { PageRequest } from '@codexcontinue/platform/connections';
import { newId } from '@codexcontinue/platform/ids';
import { databaseAdapters } from '../../../platform/test/helpers/databases.ts';
import { completeWhole } from './helpers/complete-whole.ts';
import { breakTable, openStores, type Stores } from './helpers/stores.ts';

for (const adapter of databaseAdapters()) {
  describe(`documents on ${adapter.name}`, () => {
    let stores: Stores;
    before(async () => {
      stores = await openStores(await adapter.open());
    });
    after(() => stores.close());

    const announce = (workspaceId = newId()) =>
      stores.documents.announce({
        workspaceId,
        createdBy: newId(),
        filename: 'notes.txt',
        contentType: 'text/plain',
        size: 10,
        expiresAt: new Date(Date.now() + 60_000),
      });
    async function newDocument(workspaceId = newId()) {
      const document = await completeWhole(stores.documents, await announce(workspaceId));
      assert.ok(document);
      return document;
    }
    const kindsOf = (events: ReturnType<Stores['eventsOf']>) => events.events.map(({ data }) => data.kind);

    it('F24 are made once of an upload, with one job and one event, however often it is completed', async () => {
      const upload = await announce();
      const events = stores.eventsOf(upload.workspaceId);
      const made = await Promise.all(
        Array.from({ length: 4 }, () => completeWhole(stores.documents, upload)),
      );
      const [document] = made;
      assert.ok(document);
      for (const other of made) assert.deepEqual(other, document);
      assert.deepEqual(await completeWhole(stores.documents, upload), document);
      assert.deepEqual(
        [document.id, document.status, document.uploadedBy],
        [upload.id, 'INGESTING', upload.createdBy],
      );
      assert.ok((await stores.documents.findUpload(upload.id))?.completedAt);
      const { id: documentId, workspaceId } = upload;
      assert.deepEqual(await stores.jobsWith('document.uploaded', 'documentId', documentId), [
        {
          documentId,
          workspaceId,
          filename: 'notes.txt',
          contentType: 'text/plain',
          blobKey: `uploads/${documentId}`,
          size: upload.size,
        },
      ]);
      await stores.documents.delete(documentId, newId());
      await events.until((reader) => reader.events.length >= 2);
      assert.deepEqual(kindsOf(events), ['DOCUMENT_UPLOADED', 'DOCUMENT_DELETED']);
    });

    it('F22 are not made at all when the job or the event cannot be stored', async () => {
      for (const table of ['jobs.job', 'business.outbox']) {
        const upload = await announce();
        const mend = await breakTable(stores.database, table);
        await assert.rejects(completeWhole(stores.documents, upload));
        await mend();
        assert.equal(await stores.documents.findById(upload.id), undefined);
        assert.equal((await stores.documents.findUpload(upload.id))?.completedAt, null);
        assert.deepEqual(await stores.jobsWith('document.uploaded', 'documentId', upload.id), []);
        assert.ok(await completeWhole(stores.documents, upload));
      }
    });

    it('A64 stay deleted when their upload is completed again', async () => {
      const upload = await announce();
      assert.ok(await completeWhole(stores.documents, upload));
      assert.equal(await stores.documents.delete(upload.id, newId()), true);
      assert.equal(await completeWhole(stores.documents, upload), undefined);
      assert.equal(await stores.documents.findById(upload.id), undefined);
    });

    it('F24 are deleted once, with one job and one event', async () => {
      const { id: documentId, workspaceId } = await newDocument();
      const deleted = await Promise.all([1, 2, 3].map(() => stores.documents.delete(documentId, newId())));
      assert.deepEqual(deleted.toSorted(), [false, false, true]);
      assert.deepEqual(await stores.jobsWith('document.deleted', 'documentId', documentId), [
        { documentId, workspaceId },
      ]);
    });

    it('F22 are not deleted at all when ml cannot be told', async () => {
      const { id } = await newDocument();
      const mend = await breakTable(stores.database, 'jobs.job');
      await assert.rejects(stores.documents.delete(id, newId()));
      await mend();
      assert.ok(await stores.documents.findById(id));
    });

    it('F24 settle once: the second word of an ingestion changes nothing', async () => {
      const failure = { code: 'CORRUPT', message: 'This file is damaged.' } as const;
      for (const [first, second, status, kind] of [
        [null, failure, 'READY', 'DOCUMENT_READY'],
        [failure, null, 'FAILED', 'DOCUMENT_FAILED'],
      ] as const) {
        const { id: documentId, workspaceId } = await newDocument();
        const events = stores.eventsOf(workspaceId);
        await stores.documents.finishIngestion({ documentId, failure: first });
        await stores.documents.finishIngestion({ documentId, failure: second });
        await stores.documents.finishIngestion({ documentId, failure: first });
        const document = await stores.documents.findById(documentId);
        assert.deepEqual([document?.status, document?.failure], [status, first]);
        await stores.documents.delete(documentId, newId());
        await events.until((reader) => reader.events.length >= 3);
        assert.deepEqual(kindsOf(events), ['DOCUMENT_UPLOADED', kind, 'DOCUMENT_DELETED']);
      }
    });

    it('say nothing of an ingestion that ends after they were deleted', async () => {
      const { id: documentId } = await newDocument();
      await stores.documents.delete(documentId, newId());
      await stores.documents.finishIngestion({ documentId, failure: null });
      assert.equal(await stores.documents.findById(documentId), undefined);
    });

    it('are paged newest first, of their workspace only', async () => {
      const workspaceId = newId();
      await newDocument();
      const made = [];
      for (let count = 0; count < 5; count += 1) made.push((await newDocument(workspaceId)).id);
      const seen: string[] = [];
      let from: string | undefined;
      do {
        const request: PageRequest<string> = { limit: 2, from, direction: 'forward' };
        const rows = await stores.documents.page(workspaceId, request);
        seen.push(...rows.slice(0, 2).map(({ id }) => id));
        from = rows.length > 2 ? rows[1]?.id : undefined;
      } while (from);
      assert.deepEqual(seen, made.toSorted().toReversed());
    });
  });
}
