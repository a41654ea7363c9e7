import {
  type QuotaLimits,
  type QuotaOverrides,
  readQuotaLimits,
} from '@codexcontinue/platform/quotas/quota-kinds';
import {
  type AuthorityOptions,
  type AuthorityQuestions,
  createAuthorityQuestions,
} from './authority-questions.ts';

/** What auth says about a session that stands. */
export interface Authority {
  readonly workspaceRoles: Readonly<Record<string, string>>;
  /** Limits that were set for them; absent where there are none. */
  readonly quotas?: QuotaOverrides;
  /** The person must have a second factor and has none. */
  readonly lacksSecondFactor: boolean;
  /** When the question was begun, by `performance.now()`. */
  readonly askedAt: number;
}

/** What auth says about an API key that is good. */
export interface KeyAuthority extends Authority {
  readonly personId: string;
  readonly keyId: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date;
}

/**
 * Asks auth for the state of a session. Identical questions that are under way are asked once, unless it must be fresh.
 *
 * @throws RuleError UNAUTHENTICATED when the session is over, SERVICE_UNAVAILABLE when auth does not answer
 */
export function createAuthorityLookup(
  options: AuthorityOptions,
): (personId: string, sessionId: string, fresh?: boolean) => Promise<Authority> {
  return sessionLookup(createAuthorityQuestions(options));
}

/** As `createAuthorityLookup`, on questions that others share. */
export function sessionLookup(questions: AuthorityQuestions): ReturnType<typeof createAuthorityLookup> {
  return async (personId, sessionId, fresh = false) => {
    const refusal = 'The session is over. Sign in again.';
    const { value, askedAt } = await questions({ personId, sessionId }, refusal, fresh);
    return { ...readAuthority(value), askedAt };
  };
}

/**
 * Asks auth what an API key may do. The key itself stays here: auth knows keys by their hash.
 *
 * @throws RuleError UNAUTHENTICATED for a key that is unknown, revoked or expired, SERVICE_UNAVAILABLE
 */
export function keyLookup(
  questions: AuthorityQuestions,
): (keyHash: string, fresh: boolean) => Promise<KeyAuthority> {
  return async (keyHash, fresh) => {
    const refusal = 'The API key is not valid: it is unknown, revoked or expired.';
    const { value, askedAt } = await questions({ keyHash }, refusal, fresh);
    const { personId, keyId, scopes, expiresAt } = value;
    if (typeof personId !== 'string' || typeof keyId !== 'string' || typeof expiresAt !== 'string') {
      throw new Error('auth answered about a key without saying whose it is');
    }
    return {
      personId,
      keyId,
      scopes: Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [],
      expiresAt: new Date(expiresAt),
      ...readAuthority(value),
      askedAt,
    };
  };
}

/** Kinds come in one order, workspaces sorted: the same authority always reads the same. */
function readQuotas(value: unknown): { quotas?: QuotaOverrides } {
  const told = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const person = readQuotaLimits(told.person);
  const workspaces = readByWorkspace(told.workspaces);
  const members = readByWorkspace(told.members);
  const key = readQuotaLimits(told.key);
  const quotas: QuotaOverrides = {
    ...(person ? { person } : {}),
    ...(workspaces ? { workspaces } : {}),
    ...(members ? { members } : {}),
    ...(key ? { key } : {}),
  };
  return Object.keys(quotas).length > 0 ? { quotas } : {};
}

function readByWorkspace(value: unknown): Record<string, QuotaLimits> | undefined {
  const entries = Object.entries(value ?? {})
    .flatMap(([id, each]) => {
      const limits = readQuotaLimits(each);
      return limits ? [[id, limits] as const] : [];
    })
    .sort(([left], [right]) => (left < right ? -1 : 1));
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function readAuthority(value: Readonly<Record<string, unknown>>): Omit<Authority, 'askedAt'> {
  return {
    workspaceRoles: readRoles(value.workspaceRoles),
    lacksSecondFactor: value.lacksSecondFactor === true,
    ...readQuotas(value.quotas),
  };
}

function readRoles(roles: unknown): Record<string, string> {
  if (typeof roles !== 'object' || roles === null) throw new Error('auth answered without workspaceRoles');
  const entries = Object.entries(roles).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  // Sorted, so that the same authority always reads the same.
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}
