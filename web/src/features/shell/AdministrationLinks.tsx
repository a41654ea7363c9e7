import { NavLink } from '@mantine/core';
import { IconHistory, IconKey } from '@tabler/icons-react';
import { NavLink as RouterNavLink } from 'react-router';
import { canReadAudit } from '../audit/audit-rights.ts';
import { useShell } from './ShellContext.tsx';
import classes from './WorkspaceNavigation.module.css';

/** What is seldom needed, and not by everybody. */
export function AdministrationLinks() {
  const { workspace } = useShell();
  return (
    <>
      <NavLink
        component={RouterNavLink}
        to={`/w/${workspace.id}/keys`}
        className={classes.link}
        label="API keys"
        leftSection={<IconKey size={18} />}
      />
      {canReadAudit(workspace.viewerRole) ? (
        <NavLink
          component={RouterNavLink}
          to={`/w/${workspace.id}/audit`}
          className={classes.link}
          label="Audit log"
          leftSection={<IconHistory size={18} />}
        />
      ) : null}
    </>
  );
}
