import { KEY_KINDS, type QuotaKind, WORKSPACE_KINDS } from '@codexcontinue/platform/quotas/quota-kinds';
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

export const isOfWorkspaces = (kind: QuotaKind): kind is (typeof WORKSPACE_KINDS)[number] =>
  (WORKSPACE_KINDS as readonly QuotaKind[]).includes(kind);

export const isOfKeys = (kind: QuotaKind): kind is (typeof KEY_KINDS)[number] =>
  (KEY_KINDS as readonly QuotaKind[]).includes(kind);

/** Beyond this, numbers are not exact in JSON's readers. */
const MAXIMUM_LIMIT = 1_000_000_000_000_000;

const MEBIBYTE = 1_024 * 1_024;

/**
 * Why a limit cannot be set; undefined for one that can.
 *
 * @param most what may be set at most; absent: without bound
 * @param whose what bounds it: the instance's default, or what the person may have anyway
 */
export function faultOfLimit(
  kind: QuotaKind,
  limit: number | null,
  most?: number,
  whose: 'instance' | 'person' = 'instance',
): string | undefined {
  if (limit === null) return undefined;
  if (!Number.isSafeInteger(limit) || limit < 0 || limit > MAXIMUM_LIMIT)
    return 'Give a whole number, 0 or more.';
  if (most === undefined || limit <= most) return undefined;
  const amount = kind === 'uploadBytes' ? most / MEBIBYTE : most;
  const told = `${amount.toLocaleString('en-US')}${kind === 'uploadBytes' ? ' MiB' : ''}`;
  return whose === 'person'
    ? `The person may have at most ${told} anywhere: give as much, or less.`
    : `This instance allows at most ${told}. Ask an administrator of the instance for more.`;
}
