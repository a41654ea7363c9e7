import { isId } from '@codexcontinue/platform/ids';
import type { ApiKeysStore } from './data/api-keys-store.ts';
import type { QuotaLimitsStore } from './data/quota-limits-store.ts';
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
}): AuthorityBook {
  const { sessions, workspaces, apiKeys, quotaLimits } = deps;

  async function ofKey(keyHash: string): Promise<object | undefined> {
    const found = /^[0-9a-f]{64}$/.test(keyHash) ? await apiKeys.authorityOf(keyHash) : undefined;
    if (!found) return undefined;
    const { id: keyId, personId, workspaceId, scopes, expiresAt } = found.key;
    const workspaceRoles = { [workspaceId]: found.role };
    const quotas = await quotaLimits.overridesOf(personId, [workspaceId]);
    return { personId, keyId, workspaceRoles, scopes, expiresAt, quotas };
  }

  return async ({ personId = '', sessionId = '', keyHash }) => {
    if (keyHash !== undefined) return ofKey(keyHash);
    if (!isId(personId) || !isId(sessionId) || !(await sessions.isLive(sessionId, personId)))
      return undefined;
    const workspaceRoles = await workspaces.rolesOf(personId);
    const quotas = await quotaLimits.overridesOf(personId, Object.keys(workspaceRoles));
    return { workspaceRoles, quotas };
  };
}
