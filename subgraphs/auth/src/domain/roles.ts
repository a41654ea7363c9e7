/** What a member of a workspace may do there; the schema describes each. */
export type WorkspaceRole = 'OWNER' | 'ADMIN' | 'MEMBER' | 'VIEWER' | 'AUDITOR';
