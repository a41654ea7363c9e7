import { Anchor, Box, Button, Container, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useClient } from 'urql';
import {
  OutboundCallsDocument,
  type OutboundCallsQuery,
  type OutboundLineFragment,
} from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { usePages } from '../../api/usePages.ts';
import { Brand } from '../../app/Brand.tsx';
import { ColorSchemeToggle } from '../../app/ColorSchemeToggle.tsx';
import { Retry } from '../../app/Retry.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { AccountMenu } from '../shell/AccountMenu.tsx';
import { OutboundFilters } from './OutboundFilters.tsx';
import { OutboundTable } from './OutboundTable.tsx';
import { filterOf, readSearch, writeSearch } from './outbound-filter.ts';

const PAGE_SIZE = 50;

/** What the services called outside, or were not let out to; for administrators and auditors of the instance. */
export function OutboundCallsPage() {
  usePageTitle('Calls out of the system');
  const client = useClient();
  const [me, setMe] = useState<OutboundCallsQuery['me']>();
  const [query, setQuery] = useSearchParams();
  const search = readSearch(query);
  const written = writeSearch(search).toString();
  const pages = usePages<OutboundLineFragment>(written, PAGE_SIZE, async (first, after) => {
    const filter = filterOf(search, new Date());
    const { me, outboundCalls } = dataOf(
      await client.query(OutboundCallsDocument, { first, after, filter }, { requestPolicy: 'network-only' }),
    );
    setMe(me);
    const { hasNextPage, endCursor } = outboundCalls.pageInfo;
    return {
      items: outboundCalls.edges.map(({ node }) => node),
      next: hasNextPage ? (endCursor ?? undefined) : undefined,
    };
  });
  const reload = () => void pages.reload();
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
      <Container size="xl" component="main" py="md">
        <Stack gap="lg">
          <Group justify="space-between" gap="sm" align="flex-start">
            <Stack gap={4} maw={640}>
              <Title order={1} size="h2">
                Calls out of the system
              </Title>
              <Text size="sm" c="dimmed">
                Nothing goes out that is not configured or named in EGRESS_ALLOW. Calls of an hour that are
                alike stand together; paths and what was sent are not kept.
              </Text>
            </Stack>
            <Button variant="default" size="xs" onClick={reload}>
              Look again
            </Button>
          </Group>
          <OutboundFilters
            search={search}
            onSearch={(change) =>
              setQuery((was) => writeSearch({ ...readSearch(was), ...change }), { replace: true })
            }
            onClear={() => setQuery({}, { replace: true })}
          />
          {pages.problem === undefined ? null : <Retry problem={pages.problem} onRetry={reload} />}
          {pages.status === 'loading' ? (
            <Skeleton height={240} role="status" aria-label="Loading the calls" />
          ) : null}
          {pages.status === 'ready' && pages.items.length === 0 ? (
            <Text c="dimmed" ta="center" py="xl">
              {written === ''
                ? 'Nothing has been called outside yet. What is called, or refused, shows here after some seconds.'
                : 'No calls fit these filters.'}
            </Text>
          ) : null}
          {pages.items.length > 0 ? <OutboundTable lines={pages.items} /> : null}
          {pages.hasMore ? (
            <Button variant="subtle" loading={pages.isLoadingMore} onClick={pages.loadMore}>
              Load more
            </Button>
          ) : null}
        </Stack>
      </Container>
    </Box>
  );
}
