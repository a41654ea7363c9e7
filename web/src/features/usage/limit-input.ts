import type { QuotaKind } from '../../__generated__/operations.ts';

const MEBIBYTE = 1_024 * 1_024;

/** In what a limit is given; undefined for plain numbers. */
export function unitOf(kind: QuotaKind): string | undefined {
  return kind === 'UPLOAD_BYTES' ? 'MiB' : undefined;
}

/** A limit as it is typed. */
export function typedLimit(kind: QuotaKind, limit: number): string {
  return String(kind === 'UPLOAD_BYTES' ? limit / MEBIBYTE : limit);
}

/** Reads what was typed, spaces and commas between digits included; undefined for what is no number from 0. */
export function readLimit(kind: QuotaKind, typed: string): number | undefined {
  const digits = typed.replace(/(?<=\d)[\s,_](?=\d)/g, '').trim();
  if (!/^\d+(\.\d+)?$/.test(digits)) return undefined;
  const number = Number(digits);
  // Of bytes people give a part of a MiB; of everything else there are no parts.
  if (kind === 'UPLOAD_BYTES') return Math.round(number * MEBIBYTE);
  return Number.isInteger(number) ? number : undefined;
}
