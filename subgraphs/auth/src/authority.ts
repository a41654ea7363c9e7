import { isId } from '@codexcontinue/platform/ids';
import type { ApiKeysStore } from './data/api-keys-store.ts';
import type { QuotaLimitsStore } from './data/quota-limits-store.ts';
import type { SecondFactorDuty } from './data/second-factor-duty.ts';
import type { SessionsStore } from './data/sessions-store.ts';
import type { WorkspacesStore } from './data/workspaces-store.ts';

/** What the gateway asks about: a session of a person, or an API key by its hash. */
export interface AuthorityQuestion {
  readonly personId?: string;
  readonly sessionId?: string;
  readonly keyHash?: string;
}

/** Says what a session or an API key may do now; undefined for one that is over. */
export type AuthorityBook = (question: AuthorityQuestion) => Promise<object | undefined>;

export function createAuthorityBook(deps: {
  readonly sessions: SessionsStore;
  readonly workspaces: WorkspacesStore;
  readonly apiKeys: ApiKeysStore;
  readonly quotaLimits: QuotaLimitsStore;
  readonly secondFactorDuty: SecondFactorDuty;
  /** After so long without use a session ends; absent: it ends when its time is over, used or not. */
  readonly idleSeconds?: number | undefined;
}): AuthorityBook {
  const { sessions, workspaces, apiKeys, quotaLimits, secondFactorDuty, idleSeconds } = deps;

  /** Who must set up a second factor first has no role anywhere until then. */
  const restricted = { workspaceRoles: {}, lacksSecondFactor: true };

  async function ofKey(keyHash: string): Promise<object | undefined> {
    const found = /^[0-9a-f]{64}$/.test(keyHash) ? await apiKeys.authorityOf(keyHash) : undefined;
    if (!found) return undefined;
    const { id: keyId, personId, workspaceId, scopes, expiresAt } = found.key;
    if (await secondFactorDuty.isUnmet(personId))
      return { personId, keyId, scopes, expiresAt, ...restricted };
    const workspaceRoles = { [workspaceId]: found.role };
    const quotas = await quotaLimits.overridesOf(personId, [workspaceId], keyId);
    return { personId, keyId, workspaceRoles, scopes, expiresAt, quotas };
  }

  return async ({ personId = '', sessionId = '', keyHash }) => {
    if (keyHash !== undefined) return ofKey(keyHash);
    if (!isId(personId) || !isId(sessionId) || !(await sessions.isLive(sessionId, personId)))
      return undefined;
    if (idleSeconds !== undefined) await sessions.use(sessionId, idleSeconds);
    if (await secondFactorDuty.isUnmet(personId)) return restricted;
    const workspaceRoles = await workspaces.rolesOf(personId);
    const quotas = await quotaLimits.overridesOf(personId, Object.keys(workspaceRoles));
    return { workspaceRoles, quotas };
  };
}
