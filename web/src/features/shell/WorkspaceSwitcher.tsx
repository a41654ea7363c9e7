import { Button, Menu, Text } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useShell } from './ShellContext.tsx';

export function WorkspaceSwitcher() {
  const { workspace, workspaces } = useShell();
  return (
    <Menu width="target" position="bottom-start">
      <Menu.Target>
        <Button
          variant="default"
          fullWidth
          justify="space-between"
          rightSection={<IconSelector size={16} />}
          aria-label={`Workspace ${workspace.name}, switch`}
        >
          <Text truncate fw={600} size="sm">
            {workspace.name}
          </Text>
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="60vh" style={{ overflowY: 'auto' }}>
        {workspaces.map(({ id, name }) => (
          <Menu.Item
            key={id}
            component={Link}
            to={`/w/${id}`}
            rightSection={id === workspace.id ? <IconCheck size={16} aria-label="current" /> : null}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to="/" leftSection={<IconPlus size={16} />}>
          All and new workspaces
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
