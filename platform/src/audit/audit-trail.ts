import type { Transaction } from '../database/database.ts';
import type { Caller } from '../identity.ts';
import { isId, newId } from '../ids.ts';
import type { Jobs, QueueOptions } from '../jobs/jobs.ts';

/**
 * What came of what somebody did: it was done, it was not allowed, it did not work, or it was begun and nothing tells how
 * it ended.
 */
export type AuditOutcome = 'SUCCEEDED' | 'REFUSED' | 'FAILED' | 'UNKNOWN';

/** Nothing secret, and nothing a person wrote: ids, names of things, counts. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** One thing that somebody did, as a service tells it. */
export interface AuditEntry {
  /** What was done to what, for example `document.deleted`. */
  readonly action: string;
  readonly outcome: AuditOutcome;
  /** Whose id; null where nobody is known, such as for an attempt to sign in to no account. */
  readonly actorId: string | null;
  readonly sessionId: string | null;
  /** The tenant it belongs to; null for what belongs to none. */
  readonly workspaceId: string | null;
  /** A type of the schema, and the id of the object. */
  readonly targetType: string | null;
  readonly targetId: string | null;
  readonly requestId: string | null;
  readonly details: AuditDetails;
}

/** An entry on its way to the log. */
export interface RecordedAuditEntry extends AuditEntry {
  readonly id: string;
  readonly service: string;
  /** RFC 3339. */
  readonly occurredAt: string;
}

/** Tells the audit log. What was told is not lost: it is kept with the change it is about, or before the answer. */
export interface AuditTrail {
  /** @param transaction the change's own: rolled back with it, and needed while one is open */
  record(entry: AuditEntry, transaction?: Transaction): Promise<void>;
}

/** What services tell, until auth has written it into the log. Nothing is ever given up. */
export const AUDIT_QUEUE = 'audit.recorded';
export const AUDIT_QUEUE_OPTIONS: QueueOptions = { retryLimit: 10_000, expireInSeconds: 60 };

/** @param service who tells it */
export function createAuditTrail(service: string, jobs: Jobs): AuditTrail {
  return {
    async record(entry, transaction) {
      const recorded = recordEntry(service, entry);
      await jobs.send(AUDIT_QUEUE, recorded, { id: recorded.id, ...(transaction ? { transaction } : {}) });
    },
  };
}

/** An entry as it is on its way, of this moment. */
export function recordEntry(service: string, entry: AuditEntry, id: string = newId()): RecordedAuditEntry {
  return { ...storable(entry), id, service, occurredAt: new Date().toISOString() };
}

/** Whatever somebody sent may stand in an entry; the database takes no NUL, no half of a character, and ids only as ids. */
function storable(entry: AuditEntry): AuditEntry {
  const { workspaceId, actorId } = entry;
  const noWorkspace = workspaceId !== null && !isId(workspaceId);
  const checked: AuditEntry = {
    ...entry,
    actorId: actorId !== null && isId(actorId) ? actorId : null,
    workspaceId: noWorkspace ? null : workspaceId,
    details: noWorkspace ? { ...entry.details, workspaceId: workspaceId.slice(0, 64) } : entry.details,
  };
  return JSON.parse(JSON.stringify(checked), (_name, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value,
  ) as AuditEntry;
}

/** Who does something, for an entry. */
export function actorOf(
  caller: Caller,
  requestId: string | null = null,
): Pick<AuditEntry, 'actorId' | 'sessionId' | 'requestId'> {
  return caller.kind === 'person'
    ? { actorId: caller.personId, sessionId: caller.sessionId, requestId }
    : { actorId: null, sessionId: null, requestId };
}
