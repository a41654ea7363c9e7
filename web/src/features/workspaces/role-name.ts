import type { WorkspaceRole } from '../../__generated__/operations.ts';

/** As in “You are an owner.” */
export function roleName(role: WorkspaceRole): string {
  switch (role) {
    case 'OWNER':
      return 'an owner';
    case 'ADMIN':
      return 'an admin';
    case 'MEMBER':
      return 'a member';
    case 'VIEWER':
      return 'a viewer';
    case 'AUDITOR':
      return 'an auditor';
  }
}

/** Whether a role writes: asks questions, uploads and deletes documents. */
export function canWrite(role: WorkspaceRole | undefined): boolean {
  return role === 'OWNER' || role === 'ADMIN' || role === 'MEMBER';
}
