import { createContext, useContext } from 'react';
import type { WorkspaceShellQuery } from '../../__generated__/operations.ts';

export interface ShellData {
  workspace: NonNullable<WorkspaceShellQuery['workspace']>;
  workspaces: { id: string; name: string }[];
  me: WorkspaceShellQuery['me'];
}

export const ShellContext = createContext<ShellData | undefined>(undefined);

export function useShell(): ShellData {
  const shell = useContext(ShellContext);
  if (shell === undefined) throw new Error('useShell needs a WorkspaceShell above it.');
  return shell;
}
