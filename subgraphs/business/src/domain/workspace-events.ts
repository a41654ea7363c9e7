import type { JsonObject } from '@codexcontinue/platform/event-log/event-log';
import { newId } from '@codexcontinue/platform/ids';

/** What a workspace event of this subgraph tells; `events.graphql` describes each. */
export type WorkspaceEventKind =
  | 'DOCUMENT_UPLOADED'
  | 'DOCUMENT_READY'
  | 'DOCUMENT_FAILED'
  | 'DOCUMENT_DELETED'
  | 'CONVERSATION_CREATED'
  | 'MESSAGE_SENT'
  | 'GENERATION_FINISHED';

/** The topic of a workspace's events. */
export const workspaceTopic = (workspaceId: string) => `workspace:${workspaceId}`;

/** An event as `WorkspaceEvent` has it, with entities as references. */
export function workspaceEvent(
  kind: WorkspaceEventKind,
  about: { actorId?: string; documentId?: string; conversationId?: string; generationId?: string },
): JsonObject {
  const reference = (typename: string, id: string | undefined) => (id ? { __typename: typename, id } : null);
  return {
    id: newId(),
    kind,
    occurredAt: new Date().toISOString(),
    actor: reference('User', about.actorId),
    document: kind === 'DOCUMENT_DELETED' ? null : reference('Document', about.documentId),
    documentId: about.documentId ?? null,
    progress: null,
    conversation: reference('Conversation', about.conversationId),
    generation: reference('Generation', about.generationId),
  };
}
