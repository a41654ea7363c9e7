/** Uses of one operation by one client, counted together. */
export interface OperationUse {
  /** A registered client's name, or `other`. */
  readonly client: string;
  /** Empty: the operation has no name. */
  readonly operationName: string;
  /** SHA-256 of the document, in hexadecimal. */
  readonly documentHash: string;
  /** Absent: what the operation depends on is not known any more. */
  readonly coordinates?: readonly string[] | undefined;
  readonly count: number;
  /** Whether the client has registered it; such operations are always told apart. */
  readonly isRegistered: boolean;
}

/** An operation in a report. */
export interface ReportedOperation {
  readonly client: string;
  readonly operationName: string;
  /** Empty: several operations that were too many to tell apart. */
  readonly documentHash: string;
  readonly count: number;
  /** The last day it was used, `YYYY-MM-DD`. */
  readonly lastUsedOn: string;
  /** What it depends on; absent when that was not kept. */
  readonly coordinates?: readonly string[] | undefined;
}

/** A schema coordinate in a report. */
export interface ReportedCoordinate {
  readonly coordinate: string;
  /** Uses by operations, by client. */
  readonly clients: Readonly<Record<string, number>>;
  readonly count: number;
  readonly lastUsedOn: string;
}

/** What was used in a span of days. */
export interface UsageReport {
  /** Both days, `YYYY-MM-DD` in UTC, included. */
  readonly from: string;
  readonly to: string;
  /** Of all operations. */
  readonly executions: number;
  readonly operations: readonly ReportedOperation[];
  readonly coordinates: readonly ReportedCoordinate[];
}

/** Keeps what was used, by day. */
export interface UsageStore {
  /**
   * Counts all of them, or none. Give not more than some hundred at a time.
   *
   * @param day `YYYY-MM-DD`
   * @throws Error when the store does not answer; then it is not known whether they were counted
   */
  add(day: string, uses: readonly OperationUse[]): Promise<void>;
  /** @throws Error when the store does not answer */
  read(from: string, to: string): Promise<UsageReport>;
  close(): Promise<void>;
}

/** How much is kept. */
export interface UsageLimits {
  /** Operations of one day that are told apart, beside registered ones; the others are counted together. */
  readonly operationsPerDay: number;
  /** Documents whose coordinates are kept. */
  readonly documents: number;
  readonly days: number;
}

export const DEFAULT_USAGE_LIMITS: UsageLimits = { operationsPerDay: 1_000, documents: 5_000, days: 90 };

const DAY_MILLISECONDS = 24 * 60 * 60 * 1_000;

/** The day in UTC, `YYYY-MM-DD`. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** @param days may be negative */
export function addDays(day: string, days: number): string {
  return dayOf(new Date(Date.parse(day) + days * DAY_MILLISECONDS));
}

/** The days from one to another, both included. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
