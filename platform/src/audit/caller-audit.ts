import type { Transaction } from '../database/database.ts';
import type { Caller } from '../identity.ts';
import { type AuditEntry, type AuditTrail, actorOf } from './audit-trail.ts';

/** What was done, without who did it. */
export type AuditedAct = Pick<AuditEntry, 'action' | 'workspaceId' | 'targetType' | 'targetId'> &
  Partial<Pick<AuditEntry, 'outcome' | 'details'>>;

/** The audit log for one request: who acts is known. */
export interface CallerAudit {
  /** @param transaction the change's own */
  record(act: AuditedAct, transaction?: Transaction): Promise<void>;
  /**
   * Something protected is about to be shown. The same is told once for a request, and only where reads are audited; awaited, so
   * that nothing is shown that the log does not know.
   */
  noteRead(act: AuditedAct): Promise<void>;
}

/** @param auditsReads whether reads are told, too; changes always are */
export function createCallerAudit(options: {
  readonly trail: AuditTrail;
  readonly caller: Caller;
  readonly requestId: string;
  readonly auditsReads: boolean;
}): CallerAudit {
  const { trail, auditsReads } = options;
  const actor = actorOf(options.caller, options.requestId);
  const noted = new Map<string, Promise<void>>();
  const record: CallerAudit['record'] = (act, transaction) =>
    trail.record({ outcome: 'SUCCEEDED', details: {}, ...act, ...actor }, transaction);
  return {
    record,
    async noteRead(act) {
      if (!auditsReads) return;
      const key = JSON.stringify([act.action, act.targetId, act.details ?? {}]);
      const note = noted.get(key) ?? record(act);
      noted.set(key, note);
      await note;
    },
  };
}
