import { Badge, Box, Group, Progress, ScrollArea, Stack, Text, Title } from '@mantine/core';
import type { StreamState } from '../../api/resumable-subscription.ts';
import { fullTime, shortTime } from '../../app/time.ts';
import { progressPercent } from './activity-log.ts';
import { describeEvent } from './describe-event.ts';
import { useWorkspaceLive } from './WorkspaceLive.tsx';

function connection(state: StreamState): { label: string; color: string } {
  switch (state) {
    case 'live':
      return { label: 'Live', color: 'brand' };
    case 'connecting':
      return { label: 'Connecting…', color: 'gray' };
    case 'reconnecting':
      return { label: 'Reconnecting…', color: 'orange' };
    case 'ended':
    case 'refused':
      return { label: 'Not connected', color: 'red' };
  }
}

export function ActivityPanel({ myId, withTitle = true }: { myId: string | undefined; withTitle?: boolean }) {
  const { state, log } = useWorkspaceLive();
  const { label, color } = connection(state);
  return (
    <Stack gap="sm" h="100%">
      <Group justify="space-between">
        {withTitle ? (
          <Title order={2} size="h5">
            Activity
          </Title>
        ) : null}
        <Badge color={color} variant="light" role="status" tt="none">
          {label}
        </Badge>
      </Group>
      {log.entries.length === 0 ? (
        <Text size="sm" c="dimmed">
          What happens in this workspace from now on shows here.
        </Text>
      ) : (
        <ScrollArea flex={1} type="auto" offsetScrollbars>
          <Stack
            component="ol"
            gap="sm"
            m={0}
            p={0}
            style={{ listStyle: 'none' }}
            aria-label="Events, newest first"
          >
            {log.entries.map(({ key, event }) => (
              <Box component="li" key={key}>
                <Text size="sm">{describeEvent(event, log, myId)}</Text>
                {event.kind === 'DOCUMENT_PROGRESS' && event.progress !== null ? (
                  <Progress
                    value={progressPercent(event.progress)}
                    size="sm"
                    my={4}
                    aria-label={`Ingestion of ${event.document?.filename ?? 'a document'}`}
                  />
                ) : null}
                <Text
                  size="xs"
                  c="dimmed"
                  component="time"
                  dateTime={event.occurredAt}
                  title={fullTime(event.occurredAt)}
                >
                  {shortTime(event.occurredAt)}
                </Text>
              </Box>
            ))}
          </Stack>
        </ScrollArea>
      )}
    </Stack>
  );
}
