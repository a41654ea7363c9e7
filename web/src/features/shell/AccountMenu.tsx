import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconCode, IconLayoutGrid, IconLogout, IconShieldLock, IconUserCircle } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useClient } from 'urql';
import { SignOutDocument } from '../../__generated__/operations.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { useNotify } from '../../app/Notices.tsx';
import { InstanceLinks } from './InstanceLinks.tsx';

interface AccountMenuProps {
  person?: { name: string; email: string | null } | null | undefined;
}

export function AccountMenu({ person }: AccountMenuProps) {
  const client = useClient();
  const { session } = useApi();
  const notify = useNotify();

  async function signOut() {
    const { error } = await client.mutation(SignOutDocument, {});
    // Not forgotten here while the session lives on over there: the person would believe to be signed out.
    if (error?.networkError)
      notify('failure', 'You are still signed in: the server could not be reached. Try again.');
    else session.forget(true);
  }

  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Account">
          <IconUserCircle size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {person ? (
          <>
            <Menu.Label>
              <Text size="sm" fw={600} c="var(--mantine-color-text)" truncate>
                {person.name}
              </Text>
              <Text size="xs" truncate>
                {person.email}
              </Text>
            </Menu.Label>
            <Menu.Divider />
          </>
        ) : null}
        <Menu.Item component={Link} to="/" leftSection={<IconLayoutGrid size={16} />}>
          All workspaces
        </Menu.Item>
        <Menu.Item component={Link} to="/settings/security" leftSection={<IconShieldLock size={16} />}>
          Security
        </Menu.Item>
        <InstanceLinks />
        <Menu.Item component="a" href="/playground" leftSection={<IconCode size={16} />}>
          API playground
        </Menu.Item>
        <Menu.Item onClick={() => void signOut()} leftSection={<IconLogout size={16} />}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
