/** What is limited. */
export const QUOTA_KINDS = ['requests', 'cost', 'tokens', 'uploadBytes', 'parallelGenerations'] as const;
export type QuotaKind = (typeof QUOTA_KINDS)[number];

const MINUTE_SECONDS = 60;
const DAY_SECONDS = 24 * 60 * 60;

/** Over how long a kind is counted; what is under way at the same time is counted without a window. */
export const WINDOW_SECONDS: Readonly<Record<QuotaKind, number | null>> = {
  requests: MINUTE_SECONDS,
  cost: MINUTE_SECONDS,
  tokens: DAY_SECONDS,
  uploadBytes: DAY_SECONDS,
  parallelGenerations: null,
};

/** What a workspace's members share; the gateway does not know of which workspace an operation is. */
export const WORKSPACE_KINDS = [
  'tokens',
  'uploadBytes',
  'parallelGenerations',
] as const satisfies readonly QuotaKind[];

/** What an API key is counted by itself for; the rest is its person's. */
export const KEY_KINDS = ['requests', 'cost'] as const satisfies readonly QuotaKind[];

/** Limits by kind; what is left out stays as it is. */
export type QuotaLimits = Readonly<Partial<Record<QuotaKind, number>>>;

/** The limits where nobody has set others. */
export interface QuotaDefaults {
  /** Of a person, and of each API key. */
  readonly person: Readonly<Record<QuotaKind, number>>;
  readonly workspace: Readonly<Record<(typeof WORKSPACE_KINDS)[number], number>>;
  /** Of a network nobody has signed in from, which may be a whole office. */
  readonly anonymous: Readonly<Record<'requests' | 'cost', number>>;
}

/**
 * Far above what people do and what the largest page of the web app asks for (a cost of less than 3,000): they keep one
 * caller from using up the instance.
 */
export const DEFAULT_QUOTAS: QuotaDefaults = {
  person: {
    requests: 3_000,
    cost: 1_000_000,
    tokens: 2_000_000,
    uploadBytes: 2_147_483_648,
    parallelGenerations: 5,
  },
  workspace: { tokens: 10_000_000, uploadBytes: 10_737_418_240, parallelGenerations: 20 },
  anonymous: { requests: 3_000, cost: 1_000_000 },
};

/** Limits that were set for a person and for workspaces, instead of the defaults. */
export interface QuotaOverrides {
  readonly person?: QuotaLimits;
  readonly workspaces?: Readonly<Record<string, QuotaLimits>>;
  /** Of the person in a workspace, by its id. */
  readonly members?: Readonly<Record<string, QuotaLimits>>;
  /** Of the API key that speaks for the person. */
  readonly key?: QuotaLimits;
}

/** The limit of a kind, as far as it was set. */
export function limitIn(limits: QuotaLimits | undefined, kind: QuotaKind): number | undefined {
  return limits && Object.hasOwn(limits, kind) ? limits[kind] : undefined;
}

/** Reads limits that another service tells; what is none is left out. Undefined: there are none. */
export function readQuotaLimits(value: unknown): QuotaLimits | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const limits = QUOTA_KINDS.flatMap((kind) => {
    const limit = (value as Record<string, unknown>)[kind];
    return typeof limit === 'number' && Number.isSafeInteger(limit) && limit >= 0 ? [[kind, limit]] : [];
  });
  return limits.length > 0 ? Object.fromEntries(limits) : undefined;
}
