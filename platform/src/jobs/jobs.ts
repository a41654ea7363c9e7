import type { Transaction } from '../database/database.ts';
import type { TraceCarrier } from '../telemetry/trace-context.ts';

/** One job as its worker gets it. */
export interface Job<Data> {
  readonly id: string;
  readonly data: Data;
  /** Aborted when the worker is shutting down or the job's time is over. */
  readonly signal: AbortSignal;
}

/** A job as it is kept. */
export interface StoredJob<Data> {
  readonly data: Data;
  /** The trace it was sent in, if that is known. */
  readonly trace?: TraceCarrier;
}

/** How a queue treats its jobs. */
export interface QueueOptions {
  /** How often a failed job is tried again, with growing pauses. */
  readonly retryLimit: number;
  /** A job that runs longer is given up and, within `retryLimit`, tried again. */
  readonly expireInSeconds: number;
}

/** Sending a job. */
export interface SendOptions {
  /** A UUID: sending the same id twice makes one job. */
  readonly id?: string;
  /** Sends with this transaction: rolled back with it. Needed whenever one is open (PGlite has one connection). */
  readonly transaction?: Transaction;
}

/** Working on a queue. */
export interface WorkOptions {
  /** How many workers this process has for the queue; each takes up to two jobs at a time. */
  readonly concurrency: number;
}

/** Durable jobs in Postgres: at least once, so handlers are idempotent. */
export interface Jobs {
  /** Makes sure a queue exists. Senders and workers both declare it, with the same options. */
  declare(queue: string, options: QueueOptions): Promise<void>;
  /** Stores a job. */
  send<Data extends object>(queue: string, data: Data, options?: SendOptions): Promise<void>;
  /** Handles a queue's jobs until `stop`. A handler that throws fails its job. */
  work<Data extends object>(
    queue: string,
    options: WorkOptions,
    handler: (job: Job<Data>) => Promise<void>,
  ): Promise<void>;
  /** A job that has not been cleaned away, whatever its state. */
  find<Data extends object>(queue: string, id: string): Promise<StoredJob<Data> | undefined>;
  /** Lets running handlers end within the grace, then aborts them. */
  stop(graceMilliseconds: number): Promise<void>;
}
