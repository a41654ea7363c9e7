import { Anchor, Box, Container, Group } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useClient } from 'urql';
import {
  ExportInstanceAuditDocument,
  InstanceAuditDocument,
  type InstanceAuditQuery,
} from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { Brand } from '../../app/Brand.tsx';
import { ColorSchemeToggle } from '../../app/ColorSchemeToggle.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { AccountMenu } from '../shell/AccountMenu.tsx';
import { AuditLog } from './AuditLog.tsx';
import { ExportButtons } from './ExportButtons.tsx';

/** The audit log of the whole instance, for its administrators; the API tells everybody else that it is not theirs. */
export function InstanceAuditPage() {
  usePageTitle('Audit log of the instance');
  const client = useClient();
  const [me, setMe] = useState<InstanceAuditQuery['me']>();
  return (
    <Box mih="100dvh">
      <Group justify="space-between" p="md">
        <Anchor component={Link} to="/" underline="never" c="inherit">
          <Brand />
        </Anchor>
        <Group gap="xs">
          <ColorSchemeToggle />
          <AccountMenu person={me ? { name: me.name, email: me.email ?? null } : undefined} />
        </Group>
      </Group>
      <Container size="lg" component="main" py="md">
        <AuditLog
          title="Audit log of the instance"
          scope="instance"
          load={async (filter, first, after) => {
            const { me, auditEvents } = dataOf(
              await client.query(
                InstanceAuditDocument,
                { first, after, filter },
                { requestPolicy: 'network-only' },
              ),
            );
            setMe(me);
            return {
              items: auditEvents.edges.map(({ node }) => node),
              next: auditEvents.pageInfo.hasNextPage
                ? (auditEvents.pageInfo.endCursor ?? undefined)
                : undefined,
            };
          }}
          actions={(filter) => (
            <ExportButtons
              addressOf={async (format) => {
                const input = { filter, format };
                const answer = await client.mutation(ExportInstanceAuditDocument, { input });
                return dataOf(answer).exportInstanceAuditEvents.url;
              }}
            />
          )}
        />
      </Container>
    </Box>
  );
}
