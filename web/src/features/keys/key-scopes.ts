/** What a key may be allowed in one domain. Who may write there may read, too. */
export interface ScopeGroup {
  readonly domain: string;
  readonly choices: readonly { readonly scope: string; readonly label: string }[];
}

/** Every scope there is (`CreateApiKeyInput.scopes`), by what it opens. */
export const SCOPE_GROUPS: readonly ScopeGroup[] = [
  {
    domain: 'Workspace',
    choices: [
      { scope: 'workspaces:read', label: 'See the workspace, its members and what happens there' },
      { scope: 'workspaces:write', label: 'Add, remove and change members' },
    ],
  },
  {
    domain: 'Conversations',
    choices: [
      { scope: 'conversations:read', label: 'Read conversations and answers' },
      { scope: 'conversations:write', label: 'Ask questions' },
    ],
  },
  {
    domain: 'Documents',
    choices: [
      { scope: 'documents:read', label: 'Read and search documents' },
      { scope: 'documents:write', label: 'Upload and delete documents' },
    ],
  },
  { domain: 'Models', choices: [{ scope: 'models:read', label: 'See which models there are' }] },
];

/** Scopes by domain and in their order, for people: `Documents: read, write`. Unknown ones stay as they are. */
export function scopesInWords(scopes: readonly string[]): string {
  const groups = SCOPE_GROUPS.map(({ domain, choices }) => ({
    domain,
    rights: choices.filter(({ scope }) => scopes.includes(scope)).map(({ scope }) => scope.split(':')[1]),
  })).filter(({ rights }) => rights.length > 0);
  const known = new Set(SCOPE_GROUPS.flatMap(({ choices }) => choices.map(({ scope }) => scope)));
  return [
    ...groups.map(({ domain, rights }) => `${domain}: ${rights.join(', ')}`),
    ...scopes.filter((scope) => !known.has(scope)),
  ].join(' · ');
}

/** Whether a key is good now, and if not, why. */
export function keyState(
  { expiresAt, revokedAt }: { expiresAt: string; revokedAt?: string | null | undefined },
  now = new Date(),
): 'good' | 'expired' | 'revoked' {
  if (revokedAt) return 'revoked';
  return new Date(expiresAt) > now ? 'good' : 'expired';
}
