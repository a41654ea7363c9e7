import { Container, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useClient, useQuery } from 'urql';
import {
  AuditedPeopleDocument,
  ExportAuditDocument,
  WorkspaceAuditDocument,
} from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { useShell } from '../shell/ShellContext.tsx';
import { AuditLog } from './AuditLog.tsx';
import { canReadAudit } from './audit-rights.ts';
import { ExportButtons } from './ExportButtons.tsx';

/** The audit log of a workspace, for owners and auditors. */
export function WorkspaceAuditPage() {
  const { workspace } = useShell();
  usePageTitle(`Audit log of ${workspace.name}`);
  const client = useClient();
  const mayRead = canReadAudit(workspace.viewerRole);
  const [{ data }] = useQuery({
    query: AuditedPeopleDocument,
    variables: { workspaceId: workspace.id },
    pause: !mayRead,
  });
  const members = data?.workspace?.members;
  const known = useMemo(
    () => new Map(members?.edges.map(({ node: { user } }) => [user.id, user.name]) ?? []),
    [members],
  );

  return (
    <Container size="lg" py="lg">
      {mayRead ? (
        <AuditLog
          title="Audit log"
          scope={workspace.id}
          known={known}
          load={async (filter, first, after) => {
            const variables = { workspaceId: workspace.id, first, after, filter };
            const answer = dataOf(
              await client.query(WorkspaceAuditDocument, variables, { requestPolicy: 'network-only' }),
            );
            if (answer.workspace === null) throw new Error('You are no member of this workspace any more.');
            const { edges, pageInfo } = answer.workspace.auditEvents;
            return {
              items: edges.map(({ node }) => node),
              next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined,
            };
          }}
          actions={(filter) => (
            <ExportButtons
              addressOf={async (format) => {
                const input = { workspaceId: workspace.id, filter, format };
                return dataOf(await client.mutation(ExportAuditDocument, { input })).exportAuditEvents.url;
              }}
            />
          )}
        />
      ) : (
        <Text c="dimmed">Owners and auditors of the workspace read its audit log.</Text>
      )}
    </Container>
  );
}
