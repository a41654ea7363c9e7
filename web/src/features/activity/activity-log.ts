import type { WorkspaceActivitySubscription } from '../../__generated__/operations.ts';

export type WorkspaceEvent = WorkspaceActivitySubscription['workspaceEvents'];
export type IngestionProgress = NonNullable<WorkspaceEvent['progress']>;

/** One line of the activity panel. */
export interface ActivityEntry {
  key: string;
  event: WorkspaceEvent;
}

export interface ActivityLog {
  /** Newest first. */
  entries: readonly ActivityEntry[];
  /** How far each ingestion under way has come, by document id. */
  progress: ReadonlyMap<string, IngestionProgress>;
  /** Names of documents, remembered for when they are deleted. */
  documentNames: ReadonlyMap<string, string>;
  /** The event ids in `entries`, because an event may be delivered twice. */
  seen: ReadonlySet<string>;
}

export const EMPTY_LOG: ActivityLog = {
  entries: [],
  progress: new Map(),
  documentNames: new Map(),
  seen: new Set(),
};

const MOST_ENTRIES = 200;
const progressKey = (documentId: string) => `progress:${documentId}`;

/** The log with one more event; the progress of a document stays one line, and goes when the document is through. */
export function withEvent(log: ActivityLog, event: WorkspaceEvent): ActivityLog {
  if (log.seen.has(event.id)) return log;
  const { documentId } = event;
  const progress = new Map(log.progress);
  const documentNames = new Map(log.documentNames);
  let entries = log.entries;
  let key = event.id;

  if (documentId !== null) {
    if (event.document !== null) documentNames.set(documentId, event.document.filename);
    if (event.kind === 'DOCUMENT_PROGRESS') {
      if (event.progress !== null) progress.set(documentId, event.progress);
      key = progressKey(documentId);
    } else if (event.kind !== 'DOCUMENT_UPLOADED') progress.delete(documentId);
    if (event.kind !== 'DOCUMENT_UPLOADED')
      entries = entries.filter((entry) => entry.key !== progressKey(documentId));
  }
  entries = [{ key, event }, ...entries].slice(0, MOST_ENTRIES);
  return { entries, progress, documentNames, seen: new Set(entries.map((entry) => entry.event.id)) };
}

/** All three stages as one bar, in percent. */
export function progressPercent({ stage, completed, total }: IngestionProgress): number {
  const stages = ['READING', 'SPLITTING', 'INDEXING'] as const;
  const share = total > 0 ? Math.min(1, completed / total) : 0;
  return Math.round(((stages.indexOf(stage) + share) / stages.length) * 100);
}

export function stageName({ stage }: IngestionProgress): string {
  switch (stage) {
    case 'READING':
      return 'Reading';
    case 'SPLITTING':
      return 'Splitting';
    case 'INDEXING':
      return 'Indexing';
  }
}
