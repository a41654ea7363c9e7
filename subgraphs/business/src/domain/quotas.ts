import type { QuotaKind } from '@codexcontinue/platform/quotas/quota-kinds';

/** Something that would be more than somebody may have. */
export interface ExceededQuota {
  readonly kind: Extract<QuotaKind, 'tokens' | 'uploadBytes' | 'parallelGenerations'>;
  /** Whose limit it is: the person's own, the person's in this workspace, or what its members share. */
  readonly whose: 'person' | 'member' | 'workspace';
  readonly limit: number;
  readonly resetsAt: Date | null;
}

const MEBIBYTE = 1_024 * 1_024;

/** What a person is told, and what to do about it. */
export function describeExceeded({ kind, whose, limit, resetsAt }: ExceededQuota): string {
  const who = whose === 'workspace' ? 'Your workspace has' : 'You have';
  const where = whose === 'member' ? ' that you may use in this workspace' : '';
  const whom = whose === 'member' ? 'an owner or admin of the workspace' : 'an administrator';
  const advice = resetsAt
    ? `Go on after ${resetsAt.toISOString().slice(0, 16).replace('T', ' ')} UTC, or ask ${whom} for more.`
    : `Ask ${whom} for more.`;
  switch (kind) {
    case 'tokens':
      return `${who} used the ${limit} tokens of a day${where}. ${advice}`;
    case 'uploadBytes':
      return `${who} no room for this file in the ${Math.floor(limit / MEBIBYTE)} MiB of a day${where}. ${advice}`;
    case 'parallelGenerations':
      return `${who} as many answers under way as ${whose === 'member' ? 'you may have in this workspace' : 'may be made'} at the same time: ${limit}. Wait for one, or stop one, then ask again.`;
    default:
      return kind satisfies never;
  }
}
