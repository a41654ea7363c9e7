import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { documentHash } from '@codexcontinue/platform/operations/operation-manifest';
import type { DocumentLimits, DocumentStore } from '../../src/operations/document-store.ts';

export const TEST_DOCUMENT_LIMITS: DocumentLimits = {
  documents: 20,
  textLength: 100,
  lifetimeMilliseconds: 60_000,
};

/** What every store of documents does. */
export function describeDocumentStore(
  name: string,
  open: () => Promise<{ readonly store: DocumentStore; close(): Promise<void> }>,
): void {
  describe(`documents in ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    before(async () => {
      opened = await open();
    });
    after(() => opened.close());

    const keep = async (text: string) => {
      await opened.store.set(documentHash(text), text);
      return documentHash(text);
    };

    it('gives back what was kept, and nothing else', async () => {
      assert.equal(await opened.store.get(await keep('{ me { id } }')), '{ me { id } }');
      assert.equal(await opened.store.get(documentHash('{ other }')), undefined);
    });

    it('keeps no text that is too long', async () => {
      const longest = 'x'.repeat(TEST_DOCUMENT_LIMITS.textLength);
      assert.equal(await opened.store.get(await keep(longest)), longest);
      assert.equal(await opened.store.get(await keep(`${longest}x`)), undefined);
    });

    it('A2 keeps no more of 1,000 different documents than it may, those used last', async () => {
      const hashes: string[] = [];
      const used = await keep('{ used }');
      for (let n = 0; n < 1_000; n += 1) {
        hashes.push(await keep(`{ a${n} }`));
        assert.equal(await opened.store.get(used), '{ used }');
      }
      const texts = await Promise.all(hashes.map((hash) => opened.store.get(hash)));
      const kept = texts.flatMap((text, n) => (text === undefined ? [] : [n]));
      assert.ok(kept.length > 0 && kept.length < TEST_DOCUMENT_LIMITS.documents, String(kept.length));
      assert.ok(kept.includes(999));
    });
  });
}
