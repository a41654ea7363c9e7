import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import { RemoveWorkspaceMemberDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';

interface RemoveMemberDialogProps {
  workspaceId: string;
  member: { id: string; name: string; isSelf: boolean } | undefined;
  onClose: () => void;
  onRemoved: (isSelf: boolean) => void;
}

export function RemoveMemberDialog({ workspaceId, member, onClose, onRemoved }: RemoveMemberDialogProps) {
  const client = useClient();
  const [isRemoving, setRemoving] = useState(false);
  const [problem, setProblem] = useState<string>();

  function close() {
    setProblem(undefined);
    onClose();
  }

  async function remove({ id, isSelf }: { id: string; isSelf: boolean }) {
    setRemoving(true);
    try {
      const input = { workspaceId, userId: id };
      const { removeWorkspaceMember } = dataOf(
        await client.mutation(RemoveWorkspaceMemberDocument, { input }),
      );
      // Whom somebody else removed meanwhile is as gone as they were to be.
      if (removeWorkspaceMember.__typename === 'LastOwner') setProblem(removeWorkspaceMember.message);
      else {
        close();
        onRemoved(isSelf);
      }
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setRemoving(false);
    }
  }

  return (
    <Modal
      opened={member !== undefined}
      onClose={close}
      title={member?.isSelf ? 'Leave this workspace?' : `Remove ${member?.name ?? ''}?`}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Text size="sm">
          {member?.isSelf
            ? 'You no longer see its conversations and documents. An owner or admin can add you again.'
            : `${member?.name} no longer sees its conversations and documents. What they wrote stays.`}
        </Text>
        {problem === undefined ? null : (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {problem}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button color="red" loading={isRemoving} onClick={() => member && void remove(member)}>
            {member?.isSelf ? 'Leave' : 'Remove'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
