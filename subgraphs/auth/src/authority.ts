import { isId } from '@codexcontinue/platform/ids';
import type { ApiKeysStore } from './data/api-keys-store.ts';
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
}): AuthorityBook {
  const { sessions, workspaces, apiKeys } = deps;

  async function ofKey(keyHash: string): Promise<object | undefined> {
    const found = /^[0-9a-f]{64}$/.test(keyHash) ? await apiKeys.authorityOf(keyHash) : undefined;
    if (!found) return undefined;
    const { id: keyId, personId, workspaceId, scopes, expiresAt } = found.key;
    return { personId, keyId, workspaceRoles: { [workspaceId]: found.role }, scopes, expiresAt };
  }

  return async ({ personId = '', sessionId = '', keyHash }) => {
    if (keyHash !== undefined) return ofKey(keyHash);
    if (!isId(personId) || !isId(sessionId) || !(await sessions.isLive(sessionId, personId)))
      return undefined;
    return { workspaceRoles: await workspaces.rolesOf(personId) };
  };
}
