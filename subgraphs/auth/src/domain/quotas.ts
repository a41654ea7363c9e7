import type { QuotaKind } from '@codexcontinue/platform/quotas/quota-kinds';
import type { QuotaKind as SchemaKind } from '../__generated__/resolvers-types.ts';

/** As the schema calls what is limited. */
export const SCHEMA_KINDS: Readonly<Record<QuotaKind, SchemaKind>> = {
  requests: 'REQUESTS',
  cost: 'COST',
  tokens: 'TOKENS',
  uploadBytes: 'UPLOAD_BYTES',
  parallelGenerations: 'PARALLEL_GENERATIONS',
};

const KINDS = Object.fromEntries(
  Object.entries(SCHEMA_KINDS).map(([kind, schemaKind]) => [schemaKind, kind]),
) as Record<SchemaKind, QuotaKind>;

export const kindOf = (schemaKind: SchemaKind): QuotaKind => KINDS[schemaKind];

/** Beyond this, numbers are not exact in JSON's readers. */
const MAXIMUM_LIMIT = 1_000_000_000_000_000;

/**
 * Why a limit cannot be set; undefined for one that can.
 *
 * @param most what may be set at most; absent: without bound
 */
export function faultOfLimit(limit: number | null, most?: number): string | undefined {
  if (limit === null) return undefined;
  if (!Number.isSafeInteger(limit) || limit < 0 || limit > MAXIMUM_LIMIT)
    return 'Give a whole number, 0 or more.';
  if (most !== undefined && limit > most)
    return `This instance allows at most ${most}. Ask an administrator of the instance for more.`;
  return undefined;
}
