import { Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useClient } from 'urql';
import {
  EndOtherSessionsDocument,
  EndSessionDocument,
  MySessionsDocument,
} from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { usePages } from '../../api/usePages.ts';
import { LoadMore } from '../../app/LoadMore.tsx';
import { Retry } from '../../app/Retry.tsx';
import { fullTime } from '../../app/time.ts';
import { visibleText } from '../../content/hidden-characters.ts';
import { deviceName } from './device-name.ts';
import { Section } from './Section.tsx';
import { useAction } from './useAction.ts';

/** Where the person is signed in. */
export function SessionsSection() {
  const client = useClient();
  const action = useAction();
  const pages = usePages('sessions', 20, async (first, after) => {
    const { me } = dataOf(
      await client.query(MySessionsDocument, { first, after }, { requestPolicy: 'network-only' }),
    );
    const sessions = me?.sessions;
    return {
      items: sessions?.edges.map(({ node }) => node) ?? [],
      next: sessions?.pageInfo.hasNextPage ? (sessions.pageInfo.endCursor ?? undefined) : undefined,
    };
  });
  const end = (id: string) =>
    action.run(async () => {
      dataOf(await client.mutation(EndSessionDocument, { id }));
      await pages.reload();
    });
  const endOthers = () =>
    action.run(async () => {
      dataOf(await client.mutation(EndOtherSessionsDocument, {}));
      await pages.reload();
    });
  const hasOthers = pages.hasMore || pages.items.some(({ isCurrent }) => !isCurrent);

  return (
    <Section
      title="Sessions"
      text="Where you are signed in. What is open in a session that you end is closed at once."
      problem={action.problem}
    >
      {pages.problem === undefined ? null : (
        <Retry problem={pages.problem} onRetry={() => void pages.reload()} />
      )}
      {pages.status === 'loading' ? (
        <Skeleton height={80} role="status" aria-label="Loading sessions" />
      ) : null}
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }} aria-label="Sessions">
        {pages.items.map(({ id, device, createdAt, isCurrent }) => {
          const name = visibleText(deviceName(device)).text;
          return (
            <Group key={id} component="li" justify="space-between" gap="xs">
              <Stack gap={0} miw={0} flex="1 1 10rem">
                <Text fw={600} truncate>
                  {name}
                </Text>
                <Text size="sm" c="dimmed">
                  since {fullTime(createdAt)}
                </Text>
              </Stack>
              {isCurrent ? (
                <Badge variant="light" tt="none">
                  This session
                </Badge>
              ) : (
                <Button
                  size="xs"
                  variant="subtle"
                  color="red"
                  loading={action.isRunning}
                  aria-label={`End the session of ${name} since ${fullTime(createdAt)}`}
                  onClick={() => void end(id)}
                >
                  End
                </Button>
              )}
            </Group>
          );
        })}
      </Stack>
      <Group gap="xs">
        <LoadMore pages={pages} />
        {hasOthers ? (
          <Button variant="default" loading={action.isRunning} onClick={() => void endOthers()}>
            End all other sessions
          </Button>
        ) : null}
      </Group>
    </Section>
  );
}
