import { Badge, Button, Container, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { useClient } from 'urql';
import { WorkspaceMembersDocument, type WorkspaceRole } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { usePages } from '../../api/usePages.ts';
import { LoadMore } from '../../app/LoadMore.tsx';
import { Retry } from '../../app/Retry.tsx';
import { shortTime } from '../../app/time.ts';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { useReloadOn } from '../activity/WorkspaceLive.tsx';
import classes from '../documents/Documents.module.css';
import { PersonLink } from '../instance/PersonLink.tsx';
import { useShell } from '../shell/ShellContext.tsx';
import { AddMemberForm } from './AddMemberForm.tsx';
import { Invitations } from './Invitations.tsx';
import { MemberLimits } from './MemberLimits.tsx';
import { canChangeRole, canManage, canRemove, ROLE_LABELS } from './member-rights.ts';
import { RemoveMemberDialog } from './RemoveMemberDialog.tsx';
import { RoleMenu } from './RoleMenu.tsx';

interface Member {
  id: string;
  name: string;
  email: string | null;
  role: WorkspaceRole;
  joinedAt: string;
  isSelf: boolean;
}

export function MembersPage() {
  const { workspace, me } = useShell();
  const client = useClient();
  const navigate = useNavigate();
  const [removing, setRemoving] = useState<Member>();
  const [limiting, setLimiting] = useState<Member>();
  usePageTitle(`Members of ${workspace.name}`);

  const pages = usePages<Member>(workspace.id, 30, async (first, after) => {
    const variables = { workspaceId: workspace.id, first, after };
    const data = dataOf(
      await client.query(WorkspaceMembersDocument, variables, { requestPolicy: 'network-only' }),
    );
    const connection = data.workspace?.members;
    return {
      items:
        connection?.edges.map(({ node: { user, role, joinedAt } }) => ({
          ...user,
          email: user.email ?? null,
          role,
          joinedAt,
          isSelf: user.id === me?.id,
        })) ?? [],
      next: connection?.pageInfo.hasNextPage ? (connection.pageInfo.endCursor ?? undefined) : undefined,
    };
  });
  const reload = () => void pages.reload();
  useReloadOn(({ kind }) => kind.startsWith('MEMBER_'), reload);

  return (
    <Container size="md" py="lg">
      <Stack gap="lg">
        <Title order={1} size="h2">
          Members
        </Title>
        {canManage(workspace.viewerRole) ? (
          <AddMemberForm workspaceId={workspace.id} viewerRole={workspace.viewerRole} onAdded={reload} />
        ) : null}
        {pages.problem === undefined ? null : <Retry problem={pages.problem} onRetry={reload} />}
        {pages.status === 'loading' ? (
          <Skeleton height={120} role="status" aria-label="Loading members" />
        ) : (
          <ul className={classes.list} aria-label="Members">
            {pages.items.map((member) => (
              <MemberRow
                key={member.id}
                workspaceId={workspace.id}
                member={member}
                roleMenu={
                  canChangeRole(workspace.viewerRole, member) ? (
                    <RoleMenu
                      workspaceId={workspace.id}
                      viewerRole={workspace.viewerRole}
                      member={member}
                      onChanged={reload}
                    />
                  ) : undefined
                }
                onLimits={canChangeRole(workspace.viewerRole, member) ? () => setLimiting(member) : undefined}
                onRemove={canRemove(workspace.viewerRole, member) ? () => setRemoving(member) : undefined}
              />
            ))}
          </ul>
        )}
        <LoadMore pages={pages} />
        {canManage(workspace.viewerRole) ? (
          <Invitations workspaceId={workspace.id} viewerRole={workspace.viewerRole} />
        ) : null}
      </Stack>
      {limiting === undefined ? null : (
        <MemberLimits workspaceId={workspace.id} member={limiting} onClose={() => setLimiting(undefined)} />
      )}
      <RemoveMemberDialog
        workspaceId={workspace.id}
        member={removing}
        onClose={() => setRemoving(undefined)}
        onRemoved={(isSelf) => (isSelf ? void navigate('/') : reload())}
      />
    </Container>
  );
}

interface MemberRowProps {
  workspaceId: string;
  member: Member;
  roleMenu: ReactNode;
  onLimits: (() => void) | undefined;
  onRemove: (() => void) | undefined;
}

function MemberRow({ workspaceId, member, roleMenu, onLimits, onRemove }: MemberRowProps) {
  return (
    <Group component="li" justify="space-between" py="sm" wrap="wrap" gap="xs">
      <Stack gap={0} miw={0} flex="1 1 12rem">
        <Text fw={600}>
          {member.name}
          {member.isSelf ? ' (you)' : ''}
        </Text>
        <Text size="sm" c="dimmed" truncate>
          {member.email === null ? '' : `${member.email} · `}since {shortTime(member.joinedAt)}
        </Text>
      </Stack>
      <Group gap="xs">
        {roleMenu ?? (
          <Badge variant="light" tt="none">
            {ROLE_LABELS[member.role]}
          </Badge>
        )}
        {member.isSelf ? null : <PersonLink workspaceId={workspaceId} person={member} />}
        {onLimits === undefined ? null : (
          <Button size="xs" variant="subtle" aria-label={`Limits of ${member.name}`} onClick={onLimits}>
            Limits
          </Button>
        )}
        {onRemove === undefined ? null : (
          <Button size="xs" variant="subtle" color="red" onClick={onRemove}>
            {member.isSelf ? 'Leave' : `Remove ${member.name}`}
          </Button>
        )}
      </Group>
    </Group>
  );
}
