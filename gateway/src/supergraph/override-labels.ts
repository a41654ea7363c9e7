import { createHash } from 'node:crypto';
import { Kind, parse, visit } from 'graphql';
import type { OverrideConditions } from './prepared-operation.ts';

/** Decides for each subject which labels of progressive `@override` apply. */
export type OverrideChoice = (subject: string) => OverrideConditions;

const PERCENT = /^percent\((\d{1,3}(?:\.\d{1,8})?)\)$/;
const NONE: OverrideConditions = new Map();

/**
 * `@override(from:, label: "percent(n)")` moves a field for n percent of all subjects: the same ones each time and at
 * every gateway. A label of another form applies to nobody.
 */
export function createOverrideChoice(supergraphSdl: string): OverrideChoice {
  const labels = readOverrideLabels(supergraphSdl);
  if (labels.length === 0) return () => NONE;
  return (subject) => new Map(labels.map((label) => [label, isChosen(subject, label)]));
}

function readOverrideLabels(supergraphSdl: string): string[] {
  const labels = new Set<string>();
  visit(parse(supergraphSdl, { noLocation: true }), {
    Directive({ name, arguments: args }) {
      if (name.value !== 'join__field') return false;
      const label = args?.find((argument) => argument.name.value === 'overrideLabel')?.value;
      if (label?.kind === Kind.STRING) labels.add(label.value);
      return undefined;
    },
  });
  return [...labels].sort();
}

function isChosen(subject: string, label: string): boolean {
  const share = PERCENT.exec(label)?.[1];
  if (share === undefined) return false;
  const number = createHash('sha256').update(`${label}\n${subject}`).digest().readUIntBE(0, 6);
  return (number / 2 ** 48) * 100 < Number(share);
}
