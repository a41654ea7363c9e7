import { Anchor, Badge, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useClient } from 'urql';
import { InstanceRolesDocument, type InstanceRolesQuery } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { usePages } from '../../api/usePages.ts';
import { LoadMore } from '../../app/LoadMore.tsx';
import { PersonalPage } from '../../app/PersonalPage.tsx';
import { Retry } from '../../app/Retry.tsx';
import { shortTime } from '../../app/time.ts';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { VisibleText } from '../../content/VisibleText.tsx';
import classes from '../documents/Documents.module.css';

const PAGE_SIZE = 50;

type Holder = InstanceRolesQuery['instanceRoles']['edges'][number]['node'] & { id: string };

/** Who looks after the instance, and who sees what concerns it; for both of them. */
export function InstanceRolesPage() {
  usePageTitle('Administrators and auditors');
  const client = useClient();
  const [me, setMe] = useState<InstanceRolesQuery['me']>();
  const pages = usePages<Holder>('instance', PAGE_SIZE, async (first, after) => {
    const { me, instanceRoles } = dataOf(
      await client.query(InstanceRolesDocument, { first, after }, { requestPolicy: 'network-only' }),
    );
    setMe(me);
    const { hasNextPage, endCursor } = instanceRoles.pageInfo;
    return {
      items: instanceRoles.edges.map(({ node }) => ({ ...node, id: node.user.id })),
      next: hasNextPage ? (endCursor ?? undefined) : undefined,
    };
  });
  return (
    <PersonalPage person={me} size="sm">
      <Stack gap="lg">
        <Stack gap={4}>
          <Title order={1} size="h2">
            Administrators and auditors
          </Title>
          <Text size="sm" c="dimmed">
            Administrators look after this instance; auditors see what concerns it, and change nothing.
            {me?.isInstanceAdmin
              ? ' To appoint somebody, open “Account” in their row among the members of a workspace.'
              : ''}
          </Text>
        </Stack>
        {pages.problem === undefined ? null : (
          <Retry problem={pages.problem} onRetry={() => void pages.reload()} />
        )}
        {pages.status === 'loading' ? (
          <Skeleton height={120} role="status" aria-label="Loading administrators and auditors" />
        ) : null}
        {pages.status === 'ready' ? (
          <ul className={classes.list} aria-label="Administrators and auditors">
            {pages.items.map((holder) => (
              <HolderRow
                key={holder.id}
                holder={holder}
                isSelf={holder.id === me?.id}
                isLinked={me?.isInstanceAdmin === true}
              />
            ))}
          </ul>
        ) : null}
        <LoadMore pages={pages} />
      </Stack>
    </PersonalPage>
  );
}

interface HolderRowProps {
  holder: Holder;
  isSelf: boolean;
  /** Whether who asks may see the person's account. */
  isLinked: boolean;
}

function HolderRow({ holder, isSelf, isLinked }: HolderRowProps) {
  const { user, administratorSince, auditorSince, isDisabled } = holder;
  const since = [
    ...(administratorSince ? [`Administrator since ${shortTime(administratorSince)}`] : []),
    ...(auditorSince ? [`Auditor since ${shortTime(auditorSince)}`] : []),
  ];
  return (
    <Group component="li" className={classes.row} justify="space-between" gap="xs">
      <Stack gap={0} miw={0} flex="1 1 12rem">
        <Text fw={600}>
          {isLinked ? (
            <Anchor component={Link} to={`/instance/people/${user.id}`} inherit>
              <VisibleText text={user.name} />
            </Anchor>
          ) : (
            <VisibleText text={user.name} />
          )}
          {isSelf ? ' (you)' : ''}
        </Text>
        <Text size="sm" c="dimmed">
          {since.join(' · ')} · Id {user.id}
        </Text>
      </Stack>
      <Group gap="xs">
        {administratorSince ? (
          <Badge variant="light" tt="none">
            Administrator
          </Badge>
        ) : null}
        {auditorSince ? (
          <Badge variant="light" color="gray" tt="none">
            Auditor
          </Badge>
        ) : null}
        {isDisabled ? (
          <Badge color="red.9" variant="filled" tt="none">
            Disabled
          </Badge>
        ) : null}
      </Group>
    </Group>
  );
}
