import type { QuotaKind, QuotaStandingFragment } from '../../__generated__/operations.ts';

/** So much used, and people are told before they run into it. */
const NEARLY = 0.8;
const PERCENT = 100;

export const QUOTA_LABELS: Readonly<Record<QuotaKind, string>> = {
  REQUESTS: 'Requests in a minute',
  COST: 'Cost of requests in a minute',
  TOKENS: 'Tokens today',
  UPLOAD_BYTES: 'Uploads today',
  PARALLEL_GENERATIONS: 'Answers at the same time',
};

const BYTE_UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

/** An amount of a kind, with its unit where it has one. */
export function amountOf(kind: QuotaKind, amount: number): string {
  if (kind !== 'UPLOAD_BYTES') return amount.toLocaleString('en-US');
  const power = amount < 1 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log2(amount) / 10));
  const value = (amount / 1_024 ** power).toLocaleString('en-US', { maximumFractionDigits: 1 });
  return `${value} ${BYTE_UNITS[power]}`;
}

/** How much of it is used, 0 to 100; undefined where that is not known. */
export function percentOf({ used, limit }: QuotaStandingFragment): number | undefined {
  if (typeof used !== 'number') return undefined;
  return limit === 0 ? PERCENT : Math.min(PERCENT, (used / limit) * PERCENT);
}

/** Green while there is room, then a warning, then red. */
export function colorOf(percent: number): 'teal' | 'orange' | 'red' {
  if (percent >= PERCENT) return 'red';
  return percent >= NEARLY * PERCENT ? 'orange' : 'teal';
}

/** What is said above the composer; undefined while there is enough of everything that questions take. */
export function warningOf(
  mine: readonly QuotaStandingFragment[],
  ours: readonly QuotaStandingFragment[],
): { readonly text: string; readonly isUsedUp: boolean; readonly resetsAt: string | null } | undefined {
  const standings = [
    ...mine.map((quota) => ({ quota, who: 'You have' })),
    ...ours.map((quota) => ({ quota, who: 'Your workspace has' })),
  ];
  const [worst] = standings
    .filter(({ quota }) => quota.kind === 'TOKENS')
    .map(({ quota, who }) => ({ quota, who, percent: percentOf(quota) ?? 0 }))
    .sort((left, right) => right.percent - left.percent);
  if (!worst || worst.percent < NEARLY * PERCENT) return undefined;
  const isUsedUp = worst.percent >= PERCENT;
  const part = isUsedUp ? 'all' : `${Math.floor(worst.percent)} % of`;
  return {
    text: `${worst.who} used ${part} the tokens of a day.`,
    isUsedUp,
    resetsAt: worst.quota.resetsAt ?? null,
  };
}
