import type { BegunAct } from '@codexcontinue/platform/audit/audit-intents';

/** What somebody does who runs the instance: the machine knows them, and nobody here. */
export function operatorAct(act: Pick<BegunAct, 'action' | 'details'> & Partial<BegunAct>): BegunAct {
  return {
    ...{ actorId: null, sessionId: null, workspaceId: null },
    ...{ targetType: null, targetId: null, requestId: null },
    ...act,
  };
}
