import type { Span } from '@opentelemetry/api';
import type { RequestContext } from '../graphql/request-context.ts';

/** A call of a subgraph for an operation. */
export interface RecordedFetch {
  readonly subgraph: string;
  readonly milliseconds: number;
}

/** What is kept of an operation while it runs, for its trace, its metrics and the log of slow ones. */
export interface OperationRecord {
  /** By `performance.now()`. */
  readonly began: number;
  readonly fetches: RecordedFetch[];
  /** Absent where nothing is traced, and before the operation is known. */
  span: Span | undefined;
}

const records = new WeakMap<RequestContext, OperationRecord>();

/** Operations under way have contexts of their own: those that Apollo Server makes. */
export function beginRecord(context: RequestContext): OperationRecord {
  const record: OperationRecord = { began: performance.now(), fetches: [], span: undefined };
  records.set(context, record);
  return record;
}

/** Absent for what the gateway asks by itself, and for events. */
export function recordOf(context: RequestContext): OperationRecord | undefined {
  return records.get(context);
}
