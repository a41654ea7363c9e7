import type { WorkspaceRole } from '../../__generated__/operations.ts';

/** Whether a role adds and removes members. The server decides; this only spares people what it would refuse. */
export function canManage(viewer: WorkspaceRole): boolean {
  return viewer === 'OWNER' || viewer === 'ADMIN';
}

/** The roles somebody may give. Only owners make owners. */
export function assignableRoles(viewer: WorkspaceRole): WorkspaceRole[] {
  const below: WorkspaceRole[] = ['MEMBER', 'VIEWER', 'AUDITOR', 'ADMIN'];
  return viewer === 'OWNER' ? [...below, 'OWNER'] : below;
}

/** Whether a membership can be ended by somebody: everybody may leave, and only an owner removes an owner. */
export function canRemove(viewer: WorkspaceRole, member: { role: WorkspaceRole; isSelf: boolean }): boolean {
  if (member.isSelf) return true;
  return canManage(viewer) && (member.role !== 'OWNER' || viewer === 'OWNER');
}

/** Whether somebody gives a member another role, or sets their limits: owners are changed by owners only. */
export function canChangeRole(viewer: WorkspaceRole, member: { role: WorkspaceRole }): boolean {
  return canManage(viewer) && (member.role !== 'OWNER' || viewer === 'OWNER');
}

/** What a role lets people do, in a few words. */
export const ROLE_LABELS: Readonly<Record<WorkspaceRole, string>> = {
  OWNER: 'Owner',
  ADMIN: 'Admin',
  MEMBER: 'Member',
  VIEWER: 'Viewer: reads only',
  AUDITOR: 'Auditor: no content',
};
