import type { QuotaKind } from '@codexcontinue/platform/quotas/quota-kinds';

/** Where a limit was set; `INSTANCE`: nowhere, it is the instance's default. */
export type QuotaSource = 'INSTANCE' | 'PERSON' | 'WORKSPACE' | 'MEMBER' | 'API_KEY';

/** A limit, and where it comes from. */
export interface LimitInForce {
  readonly limit: number;
  readonly source: QuotaSource;
  /** Whether one was set by hand for whose it is; another may hold all the same, which is lower. */
  readonly isSet: boolean;
  /** What holds when it is taken back. */
  readonly limitWhenUnset: number;
}

/** A limit, and what it is counted under: windows of time, or what is under way. */
export interface QuotaLine extends LimitInForce {
  readonly kind: QuotaKind;
  readonly window?: string;
  readonly slots?: string;
}

/** A limit and how it stands. */
export interface QuotaStanding extends LimitInForce {
  readonly kind: QuotaKind;
  /** Null where it is not known just now. */
  readonly used: number | null;
  readonly resetsAt: Date | null;
}

/**
 * @param own what was set by hand; undefined for nothing
 * @param otherwise what holds without it
 * @param options.isBound whether `otherwise` holds in any case, and `own` can only be lower
 */
export function limitInForce(
  own: { readonly set: number | undefined; readonly source: QuotaSource },
  otherwise: Pick<LimitInForce, 'limit' | 'source'>,
  { isBound }: { readonly isBound: boolean } = { isBound: false },
): LimitInForce {
  const { limit, source } = otherwise;
  const fixed = { isSet: own.set !== undefined, limitWhenUnset: limit };
  const holds = own.set !== undefined && (!isBound || own.set <= limit);
  return holds ? { limit: own.set, source: own.source, ...fixed } : { limit, source, ...fixed };
}
