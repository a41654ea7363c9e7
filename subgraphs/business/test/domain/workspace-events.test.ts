import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isId, newId } from '@codexcontinue/platform/ids';
import { workspaceEvent, workspaceTopic } from '../../src/domain/workspace-events.ts';

describe('workspace events', () => {
  it('carry entities as references, and null where there is none', () => {
    const [actorId, documentId] = [newId(), newId()];
    const { id, occurredAt, ...event } = workspaceEvent('DOCUMENT_UPLOADED', { actorId, documentId });
    assert.ok(isId(String(id)));
    assert.ok(Math.abs(Date.parse(String(occurredAt)) - Date.now()) < 60_000);
    assert.deepEqual(event, {
      kind: 'DOCUMENT_UPLOADED',
      actor: { __typename: 'User', id: actorId },
      document: { __typename: 'Document', id: documentId },
      documentId,
      progress: null,
      conversation: null,
      generation: null,
    });
  });

  it('A64 name a deleted document by its id only', () => {
    const documentId = newId();
    const event = workspaceEvent('DOCUMENT_DELETED', { documentId });
    assert.deepEqual([event.document, event.documentId], [null, documentId]);
  });

  it('have an id of their own and the topic of their workspace', () => {
    assert.notEqual(workspaceEvent('MESSAGE_SENT', {}).id, workspaceEvent('MESSAGE_SENT', {}).id);
    assert.equal(workspaceTopic('w'), 'workspace:w');
  });
});
