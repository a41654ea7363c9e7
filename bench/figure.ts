/** One figure of a run. */
export interface Figure {
  /** What was measured; the row's key. */
  readonly what: string;
  readonly figure: string;
  /** What it should be, or what it is compared with. */
  readonly target: string;
  /** Whether the target is met; absent where there is none. */
  readonly met?: boolean;
}

/** A part of the benchmarks that can be asked for by name. */
export interface Part {
  readonly name: string;
  readonly about: string;
  /** Answers a sentence where it cannot run here. */
  run(log: (line: string) => void): Promise<readonly Figure[] | string>;
}

/** A figure that must not exceed a limit. */
export function atMost(what: string, value: number, limit: number, unit: string): Figure {
  return {
    what,
    figure: `${format(value)} ${unit}`,
    target: `≤ ${format(limit)} ${unit}`,
    met: value <= limit,
  };
}

/** A figure that must reach a limit. */
export function atLeast(what: string, value: number, limit: number, unit: string): Figure {
  return {
    what,
    figure: `${format(value)} ${unit}`,
    target: `≥ ${format(limit)} ${unit}`,
    met: value >= limit,
  };
}

/** A figure to compare others with. */
export function figureOf(what: string, value: number, unit: string): Figure {
  return { what, figure: `${format(value)} ${unit}`, target: '' };
}

type Pair = readonly [numerator: string, denominator: string];

/** The ratio of two of the values, at most the limit where there is one. */
export function ratioAtMost(
  what: string,
  values: ReadonlyMap<string, number>,
  pair: Pair,
  limit: number | undefined,
): Figure {
  const ratio = ratioOf(values, pair);
  if (limit === undefined) return { what, figure: format(ratio), target: '' };
  return { what, figure: format(ratio), target: `≤ ${format(limit)}`, met: ratio <= limit };
}

/** The ratio of two of the values, at least the limit where there is one. */
export function ratioAtLeast(
  what: string,
  values: ReadonlyMap<string, number>,
  pair: Pair,
  limit: number | undefined,
): Figure {
  const ratio = ratioOf(values, pair);
  if (limit === undefined) return { what, figure: format(ratio), target: '' };
  return { what, figure: format(ratio), target: `≥ ${format(limit)}`, met: ratio >= limit };
}

const ratioOf = (values: ReadonlyMap<string, number>, [numerator, denominator]: Pair): number =>
  (values.get(numerator) ?? Number.NaN) / (values.get(denominator) ?? Number.NaN);

export const format = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

/** The value below which the share of all values lies (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
