import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useClient } from 'urql';
import { MyWorkspacesDocument, type MyWorkspacesQuery } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { usePages } from '../../api/usePages.ts';
import { LoadMore } from '../../app/LoadMore.tsx';
import { PageLoading } from '../../app/PageLoading.tsx';
import { PersonalPage } from '../../app/PersonalPage.tsx';
import { Retry } from '../../app/Retry.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { CreateWorkspaceForm } from './CreateWorkspaceForm.tsx';
import { roleName } from './role-name.ts';

export function WorkspacesPage() {
  usePageTitle('Workspaces');
  const client = useClient();
  const navigate = useNavigate();
  const [person, setPerson] = useState<MyWorkspacesQuery['me']>();
  const pages = usePages('workspaces', 20, async (first, after) => {
    const { me, workspaces } = dataOf(
      await client.query(MyWorkspacesDocument, { first, after }, { requestPolicy: 'network-only' }),
    );
    setPerson(me);
    return {
      items: workspaces.edges.map(({ node }) => node),
      next: workspaces.pageInfo.hasNextPage ? (workspaces.pageInfo.endCursor ?? undefined) : undefined,
    };
  });
  if (pages.status === 'loading') return <PageLoading />;
  const isFirst = pages.status === 'ready' && pages.items.length === 0;
  return (
    <PersonalPage person={person} size="xs" py="xl">
      <Stack gap="lg">
        {pages.problem === undefined ? null : (
          <Retry problem={pages.problem} onRetry={() => void pages.reload()} />
        )}
        {isFirst ? (
          <Stack gap="xs">
            <Title order={1} size="h2">
              Make your first workspace
            </Title>
            <Text c="dimmed">
              A workspace is a room of your own: its documents and conversations are seen by its members only.
            </Text>
          </Stack>
        ) : (
          <Stack gap="sm">
            <Title order={1} size="h2">
              Your workspaces
            </Title>
            <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
              {pages.items.map((workspace) => (
                <li key={workspace.id}>
                  <Anchor
                    component={Link}
                    to={`/w/${workspace.id}`}
                    underline="never"
                    c="inherit"
                    display="block"
                  >
                    <Paper withBorder p="md">
                      <Group justify="space-between" wrap="nowrap">
                        <div>
                          <Text fw={600}>{workspace.name}</Text>
                          <Text size="sm" c="dimmed">
                            You are {roleName(workspace.viewerRole)}.
                          </Text>
                        </div>
                        <IconArrowRight size={18} aria-hidden />
                      </Group>
                    </Paper>
                  </Anchor>
                </li>
              ))}
            </Stack>
            <LoadMore pages={pages} />
          </Stack>
        )}
        <Paper withBorder p="lg" radius="lg">
          <CreateWorkspaceForm
            title={isFirst ? undefined : 'New workspace'}
            onCreated={(workspaceId) => navigate(`/w/${workspaceId}`)}
          />
        </Paper>
      </Stack>
    </PersonalPage>
  );
}
