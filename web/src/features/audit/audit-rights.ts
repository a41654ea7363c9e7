import type { WorkspaceRole } from '../../__generated__/operations.ts';

/** Whether a role reads the audit log. The server decides; this only spares people what it would refuse. */
export function canReadAudit(role: WorkspaceRole): boolean {
  return role === 'OWNER' || role === 'AUDITOR';
}
