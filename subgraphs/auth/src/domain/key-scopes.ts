import type { Refusal } from './accounts.ts';

/** What an API key may be made for. Who may write in a domain may read there. */
export const KEY_SCOPES: readonly string[] = [
  'workspaces:read',
  'workspaces:write',
  'conversations:read',
  'conversations:write',
  'documents:read',
  'documents:write',
  'models:read',
];

/** Checks what somebody wants a key for; the scopes come back sorted, each once. */
export function readKeyScopes(scopes: readonly string[]): { readonly scopes: string[] } | Refusal {
  const unknown = scopes.find((scope) => !KEY_SCOPES.includes(scope));
  if (unknown !== undefined || scopes.length === 0) {
    const fault = unknown === undefined ? 'A key needs a scope.' : `"${unknown.slice(0, 50)}" is no scope.`;
    const message = `${fault} There are ${KEY_SCOPES.join(', ')}.`;
    return { kind: 'InvalidInput', field: 'scopes', message };
  }
  return { scopes: [...new Set(scopes)].sort() };
}
