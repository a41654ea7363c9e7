import type { QuotaKind } from '../__generated__/resolvers-types.ts';
import { describeExceeded, type ExceededQuota } from '../domain/quotas.ts';

const KINDS = {
  tokens: 'TOKENS',
  uploadBytes: 'UPLOAD_BYTES',
  parallelGenerations: 'PARALLEL_GENERATIONS',
} as const satisfies Record<ExceededQuota['kind'], QuotaKind>;

/** The failure that several mutations answer. */
export function quotaExceeded(exceeded: ExceededQuota) {
  const { kind, limit, resetsAt } = exceeded;
  return {
    __typename: 'QuotaExceeded',
    message: describeExceeded(exceeded),
    kind: KINDS[kind],
    limit,
    resetsAt: resetsAt?.toISOString() ?? null,
  } as const;
}
