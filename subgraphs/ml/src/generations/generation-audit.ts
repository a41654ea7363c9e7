import type { AuditEntry, AuditOutcome } from '@codexcontinue/platform/audit/audit-trail';
import type { EndedStatus, Generation } from '../domain/generation.ts';
import type { RetrievedPassage } from '../domain/retrieved-passage.ts';

const OUTCOMES: Readonly<Record<EndedStatus, AuditOutcome>> = {
  COMPLETED: 'SUCCEEDED',
  STOPPED: 'SUCCEEDED',
  INTERRUPTED: 'FAILED',
  FAILED: 'FAILED',
};

/** A generation that has ended, for the audit log: who asked, and every passage the model was given. */
export function auditOfGeneration(
  { id, askerId, workspaceId, conversationId, engine, model }: Generation,
  status: EndedStatus,
  passages: readonly RetrievedPassage[] | undefined,
): AuditEntry {
  return {
    action: 'generation.ended',
    outcome: OUTCOMES[status],
    actorId: askerId,
    sessionId: null,
    workspaceId,
    targetType: 'Generation',
    targetId: id,
    requestId: null,
    details: {
      status,
      conversationId,
      ...(engine ? { engine } : {}),
      ...(model ? { model } : {}),
      ...(passages ? { passages: passages.map(placeOf) } : {}),
    },
  };
}

/** The document, the characters in it, and the content it was then. */
function placeOf({ documentId, startOffset, endOffset, contentHash }: RetrievedPassage): string {
  return `${documentId} ${startOffset}-${endOffset} ${contentHash}`;
}
