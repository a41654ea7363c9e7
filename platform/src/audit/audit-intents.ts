import type { AuditEntry } from './audit-trail.ts';

/** What somebody is about to do, as far as it is known before. */
export type BegunAct = Omit<AuditEntry, 'outcome'>;

/** Something that is under way. */
export interface AuditIntent {
  /** Tells what came of it. Without that the log has it with the outcome `UNKNOWN`. */
  settle(entry: AuditEntry): Promise<void>;
}

/**
 * Tells the audit log of what is about to be done before it is done. A change may take any number of transactions: wherever
 * the process breaks off, the log has one entry of it.
 */
export interface AuditIntents {
  /** Awaited before anything is changed; when it fails, nothing may be. */
  begin(act: BegunAct): Promise<AuditIntent>;
}
