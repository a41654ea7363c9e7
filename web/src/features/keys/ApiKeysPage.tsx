import { Container, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import { type ApiKeyLineFragment, WorkspaceApiKeysDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { usePages } from '../../api/usePages.ts';
import { LoadMore } from '../../app/LoadMore.tsx';
import { Retry } from '../../app/Retry.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import classes from '../documents/Documents.module.css';
import { canManage } from '../members/member-rights.ts';
import { useShell } from '../shell/ShellContext.tsx';
import { ApiKeyLimits } from './ApiKeyLimits.tsx';
import { ApiKeyRow } from './ApiKeyRow.tsx';
import { NewKeyForm } from './NewKeyForm.tsx';
import { RevokeKeyDialog } from './RevokeKeyDialog.tsx';

/** The keys programs sign in to a workspace by. */
export function ApiKeysPage() {
  const { workspace } = useShell();
  usePageTitle(`API keys of ${workspace.name}`);
  const client = useClient();
  const [revoking, setRevoking] = useState<ApiKeyLineFragment>();
  const [limiting, setLimiting] = useState<ApiKeyLineFragment>();
  const pages = usePages<ApiKeyLineFragment>(workspace.id, 20, async (first, after) => {
    const variables = { workspaceId: workspace.id, first, after };
    const { apiKeys } = dataOf(
      await client.query(WorkspaceApiKeysDocument, variables, { requestPolicy: 'network-only' }),
    );
    return {
      items: apiKeys.edges.map(({ node }) => node),
      next: apiKeys.pageInfo.hasNextPage ? (apiKeys.pageInfo.endCursor ?? undefined) : undefined,
    };
  });
  const reload = () => void pages.reload();

  return (
    <Container size="md" py="lg">
      <Stack gap="lg">
        <Stack gap={4}>
          <Title order={1} size="h2">
            API keys
          </Title>
          <Text c="dimmed" size="sm">
            A program signs in by a key. It speaks for you, in this workspace, as far as its scopes and your
            role go.{' '}
            {canManage(workspace.viewerRole) ? 'You see the keys of all members.' : 'You see your own keys.'}
          </Text>
        </Stack>
        <NewKeyForm key={workspace.id} workspaceId={workspace.id} onMade={reload} />
        {pages.problem === undefined ? null : <Retry problem={pages.problem} onRetry={reload} />}
        {pages.status === 'loading' ? (
          <Skeleton height={120} role="status" aria-label="Loading API keys" />
        ) : null}
        {pages.status === 'ready' && pages.items.length === 0 ? (
          <Text c="dimmed" ta="center">
            No keys yet.
          </Text>
        ) : null}
        {pages.items.length > 0 ? (
          <ul className={classes.list} aria-label="API keys">
            {pages.items.map((apiKey) => (
              <ApiKeyRow
                key={apiKey.id}
                apiKey={apiKey}
                onLimits={canManage(workspace.viewerRole) ? () => setLimiting(apiKey) : undefined}
                onRevoke={() => setRevoking(apiKey)}
              />
            ))}
          </ul>
        ) : null}
        <LoadMore pages={pages} />
      </Stack>
      {limiting === undefined ? null : (
        <ApiKeyLimits workspaceId={workspace.id} apiKey={limiting} onClose={() => setLimiting(undefined)} />
      )}
      <RevokeKeyDialog apiKey={revoking} onClose={() => setRevoking(undefined)} onRevoked={reload} />
    </Container>
  );
}
