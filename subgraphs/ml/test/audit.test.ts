import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { auditEntriesOf } from '../../../platform/test/helpers/audit-entries.ts';
import { type MlSystem, startMlSystem } from './helpers/ml-system.ts';

describe('what ml tells the audit log', () => {
  let system: MlSystem;
  let documentId: string;
  before(async () => {
    system = await startMlSystem({ auditsReads: true });
    ({ documentId } = await system.ingest({
      filename: 'pumps.txt',
      contentType: 'text/plain',
      bytes: 'Pumps are kept dry at all times.',
    }));
  });
  after(() => system.close());

  it('is each generation, who asked, and the passages the model was given', async () => {
    const id = await system.request('How are pumps kept?');
    await system.finished(id);
    const [entry, ...more] = await auditEntriesOf(system.database, id);
    assert.deepEqual(more, []);
    assert.ok(entry);
    const { action, outcome, workspaceId, details } = entry;
    assert.deepEqual([action, outcome, workspaceId], ['generation.ended', 'SUCCEEDED', system.workspaceId]);
    assert.equal(details.status, 'COMPLETED');
    assert.equal(details.model, 'extractive');
    const { data } = await system.ask(
      'query ($id: ID!) { _entities(representations: [{ __typename: "Document", id: $id }]) { ... on Document { text { content contentHash } } } }',
      { id: documentId },
    );
    const { content, contentHash } = data._entities[0].text;
    assert.deepEqual(details.passages, [`${documentId} 0-${content.length} ${contentHash}`]);
  });

  it('is a generation that rested on nothing', async () => {
    const id = await system.request('zzz?');
    await system.finished(id);
    const [entry] = await auditEntriesOf(system.database, id);
    assert.deepEqual(entry?.details.passages, []);
  });

  it('is which documents were searched and read', async () => {
    await system.ask(
      `query ($id: ID!) {
        search(workspaceId: $id, query: "pumps") { edges { score } }
        other: search(workspaceId: $id, query: "zebras") { edges { score } }
      }`,
      { id: system.workspaceId },
    );
    const searched = await auditEntriesOf(system.database, system.workspaceId);
    assert.deepEqual(
      searched.map(({ action, details }) => [action, details.documents]).toSorted(),
      [
        ['documents.searched', []],
        ['documents.searched', [documentId]],
      ],
      'each search of a request',
    );
    const read = await auditEntriesOf(system.database, documentId);
    assert.deepEqual([...new Set(read.map(({ action }) => action))], ['document.read']);
  });
});
