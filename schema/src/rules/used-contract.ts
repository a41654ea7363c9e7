import { coordinatesOf, deprecatedAmong } from '@codexcontinue/platform/operations/document-coordinates';
import type { UsageReport } from '@codexcontinue/platform/operations/usage-store';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { BreakingChange } from './breaking-changes.ts';

/** What was really used. */
export interface ObservedUsage {
  readonly report: UsageReport;
  /** Of all operations, 0 to 1: what is used by less counts as unused. */
  readonly threshold: number;
}

/** Clients by the schema coordinates that their recorded operations use. */
export type RecordedUses = ReadonlyMap<string, ReadonlySet<string>>;

/** What came of looking at changes. */
export interface Verdict {
  readonly faults: readonly string[];
  readonly notes: readonly string[];
}

/** @param documents by client */
export function recordedUses(
  schema: GraphQLSchema,
  documents: Iterable<readonly [client: string, document: DocumentNode]>,
): RecordedUses {
  const uses = new Map<string, Set<string>>();
  for (const [client, document] of documents) {
    for (const coordinate of coordinatesOf(schema, document)) {
      uses.set(coordinate, (uses.get(coordinate) ?? new Set()).add(client));
    }
  }
  return uses;
}

/**
 * A breaking change is a fault where a recorded operation or enough of what was observed uses what it changes. Without
 * observations nothing is known to be unused.
 */
export function judgeBreakingChanges(
  changes: readonly BreakingChange[],
  recorded: RecordedUses,
  observed: ObservedUsage | undefined,
): Verdict {
  const faults: string[] = [];
  const notes: string[] = [];
  for (const { message, coordinate } of changes) {
    const reasons = reasonsAgainst(coordinate, recorded, observed);
    if (reasons !== undefined) faults.push(`breaks clients of the published schema: ${message}${reasons}`);
    else notes.push(`breaking, but unused in the window: ${message}`);
  }
  return { faults, notes };
}

/** Deprecated coordinates that are still used, each with who uses it. */
export function findDeprecatedUses(
  schema: GraphQLSchema,
  recorded: RecordedUses,
  observed: ObservedUsage | undefined,
): string[] {
  const counted = new Map(observed?.report.coordinates.map((entry) => [entry.coordinate, entry]));
  const used = [...new Set([...recorded.keys(), ...counted.keys()])].sort();
  return deprecatedAmong(schema, used).map((coordinate) => {
    const { clients = {}, lastUsedOn } = counted.get(coordinate) ?? {};
    const users = [
      ...[...(recorded.get(coordinate) ?? [])].map((client) => `recorded by ${client}`),
      ...Object.entries(clients).map(([client, count]) => `used ${count} times by ${client}`),
    ];
    const last = lastUsedOn === undefined ? '' : `, last on ${lastUsedOn}`;
    return `deprecated, but still used: ${coordinate} (${users.join(', ')}${last})`;
  });
}

/** @returns undefined when nobody is broken */
function reasonsAgainst(
  coordinate: string | undefined,
  recorded: RecordedUses,
  observed: ObservedUsage | undefined,
): string | undefined {
  if (!observed || observed.report.executions === 0 || coordinate === undefined) return '';
  const { report, threshold } = observed;
  const entry = report.coordinates.find((candidate) => candidate.coordinate === coordinate);
  const share = (entry?.count ?? 0) / report.executions;
  const clients = [...(recorded.get(coordinate) ?? [])];
  const isUsed = entry !== undefined && share >= threshold;
  if (clients.length === 0 && !isUsed) return undefined;
  const reasons = [
    ...clients.map((client) => `recorded by ${client}`),
    ...(isUsed
      ? [`used by ${(share * 100).toPrecision(2)} % of operations: ${Object.keys(entry.clients).join(', ')}`]
      : []),
  ];
  return ` (${reasons.join('; ')})`;
}
