import type { QuotaKind } from '@codexcontinue/platform/quotas/quota-kinds';

/** Something that would be more than somebody may have. */
export interface ExceededQuota {
  readonly kind: Extract<QuotaKind, 'tokens' | 'uploadBytes' | 'parallelGenerations'>;
  /** Whose limit it is: the person's own, or what the members of the workspace share. */
  readonly whose: 'person' | 'workspace';
  readonly limit: number;
  readonly resetsAt: Date | null;
}

const MEBIBYTE = 1_024 * 1_024;

/** What a person is told, and what to do about it. */
export function describeExceeded({ kind, whose, limit, resetsAt }: ExceededQuota): string {
  const who = whose === 'person' ? 'You have' : 'Your workspace has';
  const advice = resetsAt
    ? `Go on after ${resetsAt.toISOString().slice(0, 16).replace('T', ' ')} UTC, or ask an administrator for more.`
    : 'Ask an administrator for more.';
  switch (kind) {
    case 'tokens':
      return `${who} used the ${limit} tokens of a day. ${advice}`;
    case 'uploadBytes':
      return `${who} no room for this file in the ${Math.floor(limit / MEBIBYTE)} MiB of a day. ${advice}`;
    case 'parallelGenerations':
      return `${who} as many answers under way as may be made at the same time: ${limit}. Wait for one, or stop one, then ask again.`;
    default:
      return kind satisfies never;
  }
}
