import type { UsageReport } from '@codexcontinue/platform/operations/usage-store';

/**
 * A report as people read it.
 *
 * @param deprecated coordinates that the schema calls so
 */
export function formatUsage(
  { from, to, executions, operations, coordinates }: UsageReport,
  deprecated: ReadonlySet<string>,
): string {
  const shareOf = (count: number) => `${((count / Math.max(1, executions)) * 100).toFixed(2)} %`;
  return [
    `${executions} operations from ${from} to ${to}.`,
    '',
    ...align([
      ['OPERATION', 'CLIENT', 'HASH', 'USES', 'SHARE', 'LAST'],
      ...operations.map(({ operationName, client, documentHash, count, lastUsedOn }) => [
        documentHash === '' ? '(others together)' : operationName || '(no name)',
        client,
        documentHash.slice(0, 12),
        String(count),
        shareOf(count),
        lastUsedOn,
      ]),
    ]),
    '',
    ...align([
      ['COORDINATE', 'USES', 'SHARE', 'LAST', 'CLIENTS'],
      ...coordinates.map(({ coordinate, count, lastUsedOn, clients }) => [
        deprecated.has(coordinate) ? `${coordinate} (deprecated)` : coordinate,
        String(count),
        shareOf(count),
        lastUsedOn,
        Object.keys(clients).join(', '),
      ]),
    ]),
  ].join('\n');
}

function align(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
