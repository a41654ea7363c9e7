import type { GenerationStatus } from '../../__generated__/operations.ts';
import { type ActivityLog, stageName, type WorkspaceEvent } from './activity-log.ts';

function ending(status: GenerationStatus | undefined): string {
  switch (status) {
    case 'STOPPED':
      return 'was stopped';
    case 'INTERRUPTED':
      return 'was interrupted';
    case 'FAILED':
      return 'failed';
    default:
      return 'is complete';
  }
}

/** An event as a sentence for people. */
export function describeEvent(event: WorkspaceEvent, log: ActivityLog, myId: string | undefined): string {
  const who = event.actor === null ? 'Somebody' : event.actor.id === myId ? 'You' : event.actor.name;
  const document =
    (event.documentId === null ? undefined : log.documentNames.get(event.documentId)) ?? 'a document';
  const Document = document === 'a document' ? 'A document' : document;
  const conversation = event.conversation === null ? 'a conversation' : `“${event.conversation.title}”`;
  switch (event.kind) {
    case 'DOCUMENT_UPLOADED':
      return `${who} uploaded ${document}.`;
    case 'DOCUMENT_PROGRESS':
      return event.progress === null ? `Reading ${document}.` : `${stageName(event.progress)} ${document}.`;
    case 'DOCUMENT_READY':
      return `${Document} is ready: answers can quote it.`;
    case 'DOCUMENT_FAILED':
      return `${Document} could not be read.`;
    case 'DOCUMENT_DELETED':
      return `${who} deleted ${document}.`;
    case 'CONVERSATION_CREATED':
      return `${who} began ${conversation}.`;
    case 'MESSAGE_SENT':
      return `${who} asked in ${conversation}.`;
    case 'GENERATION_FINISHED':
      return `The answer in ${conversation} ${ending(event.generation?.status)}.`;
    case 'MEMBER_ADDED':
      return 'A person joined the workspace.';
    case 'MEMBER_CHANGED':
      return 'A member of the workspace has another role.';
    case 'MEMBER_REMOVED':
      return 'A person is no longer a member of the workspace.';
  }
}
