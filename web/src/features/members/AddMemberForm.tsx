import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useClient } from 'urql';
import { AddWorkspaceMemberDocument, type WorkspaceRole } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { assignableRoles, ROLE_LABELS } from './member-rights.ts';

interface AddMemberFormProps {
  workspaceId: string;
  viewerRole: WorkspaceRole;
  onAdded: () => void;
}

export function AddMemberForm({ workspaceId, viewerRole, onAdded }: AddMemberFormProps) {
  const client = useClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<WorkspaceRole>('MEMBER');
  const [fault, setFault] = useState<string>();
  const [isSending, setSending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (email.trim() === '') {
      setFault('Tell the address the person signs in with.');
      return;
    }
    setSending(true);
    try {
      const input = { workspaceId, email: email.trim(), role };
      const { addWorkspaceMember } = dataOf(await client.mutation(AddWorkspaceMemberDocument, { input }));
      if (addWorkspaceMember.__typename === 'WorkspaceMemberAdded') {
        setEmail('');
        onAdded();
      } else setFault(addWorkspaceMember.message);
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    } finally {
      setSending(false);
    }
  }

  return (
    <form onSubmit={submit} noValidate aria-label="Add a member">
      <Group align="flex-start" gap="sm">
        <TextInput
          label="Email"
          type="email"
          flex="1 1 14rem"
          value={email}
          error={fault}
          onChange={(event) => {
            setEmail(event.currentTarget.value);
            setFault(undefined);
          }}
        />
        <NativeSelect
          label="Role"
          flex="0 1 12rem"
          value={role}
          data={assignableRoles(viewerRole).map((value) => ({ value, label: ROLE_LABELS[value] }))}
          onChange={(event) => setRole(event.currentTarget.value as WorkspaceRole)}
        />
        <Button type="submit" loading={isSending} mt="1.6rem">
          Add member
        </Button>
      </Group>
    </form>
  );
}
