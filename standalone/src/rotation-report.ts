import type { BusinessRotation } from '@codexcontinue/subgraph-business/rotate-encryption';

/** More are counted, not named. */
const NAMED = 20;

/** What an operator is told of a rotation. */
export interface RotationReport {
  readonly done: readonly string[];
  /** What is left to be looked after. */
  readonly left: readonly string[];
  /** Whether everything that can be read is encrypted under the current key. */
  readonly isComplete: boolean;
}

/** @param keyId of the current key-encryption key */
export function reportRotation({ keys, rows, files }: BusinessRotation, keyId: string): RotationReport {
  const isComplete = files.unreadable.length === 0;
  const all = isComplete ? `all are under "${keyId}" now` : `under "${keyId}"`;
  const done = [
    `${keys} keys are encrypted anew, ${all}. Jobs of before still need their key for two weeks.`,
    `${rows} rows that were plain are encrypted.`,
    `${files.sealed} files that were plain are encrypted.`,
  ];
  if (files.removed > 0) done.push(`${files.removed} files of deleted documents were left, and are deleted.`);
  const left = [
    ...named(files.missing, (id) => `The file of document ${id} is missing.`),
    ...named(files.unreadable, ({ id, reason }) => `The file of ${id} was left as it is: ${reason}`),
  ];
  if (files.underWay > 0)
    left.push(
      `${files.underWay} files of uploads under way were left as they are, and may be plain. Run this again in a day.`,
    );
  return { done, left, isComplete };
}

function named<Item>(items: readonly Item[], line: (item: Item) => string): string[] {
  const lines = items.slice(0, NAMED).map(line);
  return items.length > NAMED ? [...lines, `… and so for ${items.length - NAMED} more.`] : lines;
}
