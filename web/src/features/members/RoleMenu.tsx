import { Button, Menu, Stack, Text } from '@mantine/core';
import { IconCheck, IconSelector } from '@tabler/icons-react';
import { useClient } from 'urql';
import { ChangeMemberRoleDocument, type WorkspaceRole } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { useAction } from '../account/useAction.ts';
import { assignableRoles, ROLE_LABELS } from './member-rights.ts';

interface RoleMenuProps {
  workspaceId: string;
  viewerRole: WorkspaceRole;
  member: { id: string; name: string; role: WorkspaceRole };
  onChanged: () => void;
}

/** A member's role, and the others to choose from. A menu: nothing is changed by the arrow keys on the way. */
export function RoleMenu({ workspaceId, viewerRole, member, onChanged }: RoleMenuProps) {
  const client = useClient();
  const action = useAction();

  const change = (role: WorkspaceRole) =>
    action.run(async () => {
      const input = { workspaceId, userId: member.id, role };
      const { changeMemberRole } = dataOf(await client.mutation(ChangeMemberRoleDocument, { input }));
      if (changeMemberRole.__typename !== 'MemberRoleChanged') throw new Error(changeMemberRole.message);
      onChanged();
    });

  return (
    <Stack gap={4} align="flex-end">
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            size="xs"
            variant="light"
            rightSection={<IconSelector size={14} />}
            loading={action.isRunning}
            aria-label={`Role of ${member.name}: ${ROLE_LABELS[member.role]}. Change it`}
          >
            {ROLE_LABELS[member.role]}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {assignableRoles(viewerRole).map((role) => (
            <Menu.Item
              key={role}
              disabled={role === member.role}
              rightSection={role === member.role ? <IconCheck size={14} aria-label="current" /> : null}
              onClick={() => void change(role)}
            >
              {ROLE_LABELS[role]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {action.problem === undefined ? null : (
        <Text size="xs" c="var(--mantine-color-error)" role="alert" maw="16rem">
          {action.problem}
        </Text>
      )}
    </Stack>
  );
}
