import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  EMPTY_LOG,
  type IngestionProgress,
  progressPercent,
  type WorkspaceEvent,
  withEvent,
} from '../src/features/activity/activity-log.ts';
import { describeEvent } from '../src/features/activity/describe-event.ts';

let counter = 0;
function event(kind: WorkspaceEvent['kind'], more: Partial<WorkspaceEvent> = {}): WorkspaceEvent {
  counter += 1;
  return {
    cursor: `c${counter}`,
    id: `e${counter}`,
    kind,
    occurredAt: '2026-11-23T08:00:00.000Z',
    actor: null,
    documentId: null,
    document: null,
    progress: null,
    conversation: null,
    generation: null,
    ...more,
  };
}

const about = { documentId: 'd1', document: { id: 'd1', filename: 'plan.pdf' } };
const ada = { id: 'u1', name: 'Ada' };
const reading = (completed: number): IngestionProgress => ({ stage: 'READING', completed, total: 10 });

describe('the activity log', () => {
  it('keeps one line for the progress of a document, and none when it is ready', () => {
    let log = withEvent(EMPTY_LOG, event('DOCUMENT_UPLOADED', { ...about, actor: ada }));
    log = withEvent(log, event('DOCUMENT_PROGRESS', { ...about, progress: reading(1) }));
    log = withEvent(log, event('DOCUMENT_PROGRESS', { ...about, progress: reading(5) }));
    assert.deepEqual(
      log.entries.map(({ event: { kind } }) => kind),
      ['DOCUMENT_PROGRESS', 'DOCUMENT_UPLOADED'],
    );
    assert.deepEqual(log.progress.get('d1'), reading(5));
    log = withEvent(log, event('DOCUMENT_READY', about));
    assert.deepEqual(
      log.entries.map(({ event: { kind } }) => kind),
      ['DOCUMENT_READY', 'DOCUMENT_UPLOADED'],
    );
    assert.equal(log.progress.size, 0);
  });

  it('shows an event that is delivered twice once', () => {
    const once = event('MEMBER_ADDED');
    assert.equal(withEvent(withEvent(EMPTY_LOG, once), once).entries.length, 1);
  });

  it('remembers the name of a document that was deleted', () => {
    const log = withEvent(EMPTY_LOG, event('DOCUMENT_READY', about));
    const deleted = event('DOCUMENT_DELETED', { documentId: 'd1', actor: ada });
    assert.equal(describeEvent(deleted, withEvent(log, deleted), 'u1'), 'You deleted plan.pdf.');
    assert.equal(describeEvent(deleted, EMPTY_LOG, 'u2'), 'Ada deleted a document.');
  });

  it('is bounded', () => {
    let log = EMPTY_LOG;
    for (let index = 0; index < 500; index += 1) log = withEvent(log, event('MEMBER_ADDED'));
    assert.equal(log.entries.length, 200);
    assert.equal(log.seen.size, 200);
  });
});

describe('the progress of an ingestion', () => {
  it('runs through all stages from 0 to 100, also without steps', () => {
    assert.equal(progressPercent({ stage: 'READING', completed: 0, total: 0 }), 0);
    assert.equal(progressPercent({ stage: 'SPLITTING', completed: 1, total: 2 }), 50);
    assert.equal(progressPercent({ stage: 'INDEXING', completed: 7, total: 7 }), 100);
  });
});
