import { Badge, Button, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useClient } from 'urql';
import {
  InviteToWorkspaceDocument,
  RevokeInvitationDocument,
  WorkspaceInvitationsDocument,
  type WorkspaceRole,
} from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { usePages } from '../../api/usePages.ts';
import { LoadMore } from '../../app/LoadMore.tsx';
import { Retry } from '../../app/Retry.tsx';
import { shortTime } from '../../app/time.ts';
import { useAction } from '../account/useAction.ts';
import classes from '../documents/Documents.module.css';
import { assignableRoles, ROLE_LABELS } from './member-rights.ts';

interface InvitationsProps {
  workspaceId: string;
  viewerRole: WorkspaceRole;
}

/** Inviting people by mail, and who has not answered yet. */
export function Invitations({ workspaceId, viewerRole }: InvitationsProps) {
  const client = useClient();
  const action = useAction();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<WorkspaceRole>('MEMBER');
  const pages = usePages(`invitations ${workspaceId}`, 30, async (first, after) => {
    const variables = { workspaceId, first, after };
    const { workspace } = dataOf(
      await client.query(WorkspaceInvitationsDocument, variables, { requestPolicy: 'network-only' }),
    );
    const connection = workspace?.invitations;
    return {
      items: connection?.edges.map(({ node }) => node) ?? [],
      next: connection?.pageInfo.hasNextPage ? (connection.pageInfo.endCursor ?? undefined) : undefined,
    };
  });
  const reload = () => void pages.reload();

  async function invite(event: FormEvent) {
    event.preventDefault();
    await action.run(async () => {
      const input = { workspaceId, email: email.trim(), role };
      const { inviteToWorkspace } = dataOf(await client.mutation(InviteToWorkspaceDocument, { input }));
      if (inviteToWorkspace.__typename !== 'InvitationSent') throw new Error(inviteToWorkspace.message);
      setEmail('');
      reload();
    });
  }
  const revoke = (invitationId: string) =>
    action.run(async () => {
      const input = { workspaceId, invitationId };
      const { revokeInvitation } = dataOf(await client.mutation(RevokeInvitationDocument, { input }));
      if (revokeInvitation.__typename !== 'InvitationRevoked') throw new Error(revokeInvitation.message);
      reload();
    });

  return (
    <Stack gap="sm" component="section" aria-label="Invitations">
      <Title order={2} size="h4">
        Invite by mail
      </Title>
      <form onSubmit={invite} noValidate aria-label="Invite by mail">
        <Group align="flex-start" gap="sm">
          <TextInput
            label="Email"
            type="email"
            flex="1 1 14rem"
            value={email}
            error={action.problem}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <NativeSelect
            label="Role"
            flex="0 1 12rem"
            value={role}
            data={assignableRoles(viewerRole).map((value) => ({ value, label: ROLE_LABELS[value] }))}
            onChange={(event) => setRole(event.currentTarget.value as WorkspaceRole)}
          />
          <Button type="submit" variant="default" loading={action.isRunning} mt="1.6rem">
            Invite
          </Button>
        </Group>
      </form>
      {pages.problem === undefined ? null : <Retry problem={pages.problem} onRetry={reload} />}
      {pages.items.length === 0 ? null : (
        <ul className={classes.list} aria-label="Invitations without an answer">
          {pages.items.map((invitation) => (
            <Group key={invitation.id} component="li" justify="space-between" py="sm" gap="xs">
              <Stack gap={0} miw={0} flex="1 1 12rem">
                <Text fw={600} truncate>
                  {invitation.email}
                </Text>
                <Text size="sm" c="dimmed">
                  invited, until {shortTime(invitation.expiresAt)}
                </Text>
              </Stack>
              <Group gap="xs">
                <Badge variant="light" tt="none">
                  {ROLE_LABELS[invitation.role]}
                </Badge>
                <Button size="xs" variant="subtle" color="red" onClick={() => void revoke(invitation.id)}>
                  Take back
                </Button>
              </Group>
            </Group>
          ))}
        </ul>
      )}
      <LoadMore pages={pages} />
    </Stack>
  );
}
