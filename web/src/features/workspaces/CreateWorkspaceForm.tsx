import { Button, Stack, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useClient } from 'urql';
import { CreateWorkspaceDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';

const LONGEST_NAME = 120;

interface CreateWorkspaceFormProps {
  title?: string | undefined;
  onCreated: (workspaceId: string) => void;
}

export function CreateWorkspaceForm({ title, onCreated }: CreateWorkspaceFormProps) {
  const client = useClient();
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string>();
  const [isSending, setSending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === '') {
      setFault('Give the workspace a name.');
      return;
    }
    setSending(true);
    try {
      const input = { name: name.trim() };
      const { createWorkspace } = dataOf(await client.mutation(CreateWorkspaceDocument, { input }));
      if (createWorkspace.__typename === 'WorkspaceCreated') onCreated(createWorkspace.workspace.id);
      else setFault(createWorkspace.message);
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    } finally {
      setSending(false);
    }
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {title === undefined ? null : (
          <Title order={2} size="h4">
            {title}
          </Title>
        )}
        <TextInput
          label="Workspace name"
          placeholder="Research team"
          maxLength={LONGEST_NAME}
          value={name}
          error={fault}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setFault(undefined);
          }}
        />
        <Button type="submit" loading={isSending}>
          Create workspace
        </Button>
      </Stack>
    </form>
  );
}
