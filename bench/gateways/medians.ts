import { percentile } from '../figure.ts';
import type { Turn } from './arena.ts';

/** The median of one figure over the rounds, by contestant. */
export function mediansOf(
  turns: ReadonlyMap<string, readonly Turn[]>,
  key: keyof Turn,
): ReadonlyMap<string, number> {
  return new Map(
    [...turns].map(([name, all]) => [
      name,
      percentile(
        all.map((turn) => turn[key]),
        0.5,
      ),
    ]),
  );
}
