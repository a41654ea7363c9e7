import { Button, NavLink, ScrollArea, Skeleton, Stack, Text } from '@mantine/core';
import { IconFiles, IconGauge, IconPlus, IconUsers } from '@tabler/icons-react';
import { Link, NavLink as RouterNavLink } from 'react-router';
import { useClient } from 'urql';
import { WorkspaceConversationsDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { usePages } from '../../api/usePages.ts';
import { LoadMore } from '../../app/LoadMore.tsx';
import { Retry } from '../../app/Retry.tsx';
import { shortTime } from '../../app/time.ts';
import { useReloadOn } from '../activity/WorkspaceLive.tsx';
import { AdministrationLinks } from './AdministrationLinks.tsx';
import { useShell } from './ShellContext.tsx';
import classes from './WorkspaceNavigation.module.css';
import { WorkspaceSwitcher } from './WorkspaceSwitcher.tsx';

export function WorkspaceNavigation() {
  const { workspace } = useShell();
  if (workspace.viewerRole === 'AUDITOR') return <AuditorNavigation />;
  return (
    <Stack gap="sm" className={classes.navigation}>
      <WorkspaceSwitcher />
      <Button component={Link} to={`/w/${workspace.id}`} leftSection={<IconPlus size={16} />} variant="light">
        New conversation
      </Button>
      <NavLink
        component={RouterNavLink}
        to={`/w/${workspace.id}/documents`}
        className={classes.link}
        label="Documents"
        leftSection={<IconFiles size={18} />}
      />
      <MembersLink />
      <NavLink
        component={RouterNavLink}
        to={`/w/${workspace.id}/usage`}
        className={classes.link}
        label="Usage"
        leftSection={<IconGauge size={18} />}
      />
      <AdministrationLinks />
      <Conversations workspaceId={workspace.id} />
    </Stack>
  );
}

/** Auditors see no content. */
function AuditorNavigation() {
  return (
    <Stack gap="sm" className={classes.navigation}>
      <WorkspaceSwitcher />
      <MembersLink />
      <AdministrationLinks />
    </Stack>
  );
}

function MembersLink() {
  const { workspace } = useShell();
  return (
    <NavLink
      component={RouterNavLink}
      to={`/w/${workspace.id}/members`}
      className={classes.link}
      label="Members"
      leftSection={<IconUsers size={18} />}
    />
  );
}

function Conversations({ workspaceId }: { workspaceId: string }) {
  const client = useClient();
  const pages = usePages(workspaceId, 30, async (first, after) => {
    const { workspace } = dataOf(
      await client.query(
        WorkspaceConversationsDocument,
        { workspaceId, first, after },
        { requestPolicy: 'network-only' },
      ),
    );
    if (workspace === null) return { items: [], next: undefined };
    const { edges, pageInfo } = workspace.conversations;
    return {
      items: edges.map(({ node }) => node),
      next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined,
    };
  });
  useReloadOn(
    (event) => event.kind === 'CONVERSATION_CREATED' || event.kind === 'MESSAGE_SENT',
    () => void pages.reload(),
  );

  return (
    <Stack gap={4} className={classes.conversations}>
      <Text size="xs" fw={600} c="dimmed" px="xs" component="h2">
        Conversations
      </Text>
      {pages.problem === undefined ? null : (
        <Retry problem={pages.problem} onRetry={() => void pages.reload()} />
      )}
      {pages.status === 'loading' ? <Skeleton height={96} /> : null}
      {pages.status === 'ready' && pages.items.length === 0 ? (
        <Text size="sm" c="dimmed" px="xs">
          None yet. Ask something to begin one.
        </Text>
      ) : null}
      <ScrollArea flex={1} type="auto">
        <ul className={classes.list}>
          {pages.items.map((conversation) => (
            <li key={conversation.id}>
              <NavLink
                component={RouterNavLink}
                to={`/w/${workspaceId}/c/${conversation.id}`}
                className={classes.link}
                label={conversation.title === '' ? 'Untitled' : conversation.title}
                description={shortTime(conversation.updatedAt)}
                noWrap
              />
            </li>
          ))}
        </ul>
        <LoadMore pages={pages} size="xs" fullWidth />
      </ScrollArea>
    </Stack>
  );
}
