import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { encryptionKeys } from '@codexcontinue/platform/encryption/key-ring';
import { type MlSystem, startMlSystem } from './helpers/ml-system.ts';

const TEXT = `query ($id: ID!) { _entities(representations: [{ __typename: "Document", id: $id }]) {
  ... on Document { text { content } } } }`;

describe('A50 reading files that were stored before encryption was turned on', () => {
  let system: MlSystem;
  const ring = encryptionKeys(`first=${randomBytes(32).toString('base64')}`);
  before(async () => {
    system = await startMlSystem({ encryptionKeys: ring });
  });
  after(() => system.close());

  it('takes none for an encrypted one because it begins like one', async () => {
    for (const begin of ['', '\u0001CCBLOB1', '\u0001CCBLOB10123456789abcdef']) {
      const bytes = `${begin} The orange valve is opened by the night crew.`;
      const { documentId, failure } = await system.ingest({ filename: 'notes.txt', bytes });
      assert.equal(failure, null);
      const { data, errors } = await system.ask(TEXT, { id: documentId });
      assert.equal(errors, undefined);
      assert.match(JSON.stringify(data), /orange valve is opened by the night crew/);
    }
  });
});
