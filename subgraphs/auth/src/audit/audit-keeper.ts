import {
  AUDIT_QUEUE,
  AUDIT_QUEUE_OPTIONS,
  type RecordedAuditEntry,
} from '@codexcontinue/platform/audit/audit-trail';
import type { Jobs } from '@codexcontinue/platform/jobs/jobs';
import type { Logger } from '@codexcontinue/platform/log';
import type { Head } from '../data/audit-append.ts';
import type { AuditStore } from '../data/audit-store.ts';
import type { CheckpointSigner } from './checkpoint-signer.ts';

/** Writes into the log what services tell, signs where it stands, and lets go of what is too old. */
export interface AuditKeeper {
  start(): Promise<void>;
  /** Signs where the log stands, if that has changed since it was signed last. */
  signCheckpoint(): Promise<void>;
  /** Lets go of what is older than the retention. @returns up to which sequence, 0 for nothing */
  letGoOfOld(now: Date): Promise<number>;
  stop(): Promise<void>;
}

/** So much of the end could be cut off unseen. */
const CHECKPOINT_MILLISECONDS = 1_000;
const RETENTION_ROUND_MILLISECONDS = 60 * 60 * 1_000;
/** How often a checkpoint goes to the service's log, where whoever changes the database cannot reach it. */
const ANCHOR_MILLISECONDS = 10 * 60 * 1_000;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1_000;

export function createAuditKeeper(options: {
  readonly store: AuditStore;
  readonly jobs: Jobs;
  readonly signer: CheckpointSigner;
  /** How long events are kept; 0 keeps them for ever. */
  readonly retentionDays: number;
  readonly logger: Logger;
}): AuditKeeper {
  const { store, jobs, signer, retentionDays, logger } = options;
  let signed: Head | undefined;
  let anchoredAt = 0;
  const timers: NodeJS.Timeout[] = [];
  let signing: Promise<void> = Promise.resolve();

  async function sign(): Promise<void> {
    const head = await store.head();
    if (head.sequence === 0 || head.sequence === signed?.sequence) return;
    const checkpoint = signer.sign({ kind: 'CHECKPOINT', ...head, signedAt: new Date().toISOString() });
    await store.addCheckpoint(checkpoint);
    signed = head;
    if (Date.now() - anchoredAt < ANCHOR_MILLISECONDS) return;
    anchoredAt = Date.now();
    logger.info({ checkpoint }, 'the audit log stands here');
  }

  function signCheckpoint(): Promise<void> {
    // One after the other; one that failed keeps none from being tried.
    signing = signing.catch(() => undefined).then(sign);
    return signing;
  }

  async function letGoOfOld(now: Date): Promise<number> {
    if (retentionDays === 0) return 0;
    const last = await store.lastBefore(new Date(now.getTime() - retentionDays * DAY_MILLISECONDS));
    if (!last) return 0;
    const before = await store.head();
    await store.letGo(signer.sign({ kind: 'RETENTION', ...last, signedAt: now.toISOString() }));
    logger.info(
      { until: last.sequence, kept: before.sequence - last.sequence },
      'old audit events were let go',
    );
    return last.sequence;
  }

  function every(milliseconds: number, what: string, work: () => Promise<unknown>): void {
    const timer = setInterval(() => {
      work().catch((error: unknown) => logger.warn({ err: error }, `${what} failed; it is tried again`));
    }, milliseconds);
    timers.push(timer);
  }

  return {
    async start() {
      signed = await store.lastCheckpoint();
      await jobs.declare(AUDIT_QUEUE, AUDIT_QUEUE_OPTIONS);
      await jobs.work<RecordedAuditEntry>(AUDIT_QUEUE, { concurrency: 1 }, async ({ data }) => {
        await store.append([data]);
      });
      every(CHECKPOINT_MILLISECONDS, 'signing the audit log', signCheckpoint);
      every(RETENTION_ROUND_MILLISECONDS, 'the retention of the audit log', () => letGoOfOld(new Date()));
    },
    signCheckpoint,
    letGoOfOld,
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await signing.catch(() => undefined);
      await sign().catch((error: unknown) =>
        logger.warn({ err: error }, 'the audit log was not signed at the end'),
      );
    },
  };
}
