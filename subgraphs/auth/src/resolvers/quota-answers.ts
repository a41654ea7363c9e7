import type { QuotaKind } from '@codexcontinue/platform/quotas/quota-kinds';
import type { QuotaStanding } from '../domain/quota-lines.ts';

/** Answers a limit that was set, as it stands now. */
export function quotaSet(standings: readonly QuotaStanding[], kind: QuotaKind) {
  const quota = standings.find((each) => each.kind === kind);
  if (!quota) throw new Error('A quota that was set is not told.');
  return { __typename: 'QuotaSet', quota } as const;
}

export function invalid(field: string, message: string) {
  return { __typename: 'InvalidInput', field, message } as const;
}
