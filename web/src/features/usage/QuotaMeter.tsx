import { Group, Progress, Stack, Text } from '@mantine/core';
import type { QuotaStandingFragment } from '../../__generated__/operations.ts';
import { fullTime } from '../../app/time.ts';
import { amountOf, colorOf, percentOf, QUOTA_LABELS } from './quota-in-words.ts';

/** One quota: how much there may be, how much there has been, and until when. */
export function QuotaMeter({ quota }: { quota: QuotaStandingFragment }) {
  const { kind, limit, used, resetsAt } = quota;
  const label = QUOTA_LABELS[kind];
  const percent = percentOf(quota);
  const most = amountOf(kind, limit);
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={500}>
          {label}
        </Text>
        <Text size="sm" c="dimmed">
          {typeof used === 'number' ? `${amountOf(kind, used)} of ${most}` : `at most ${most}`}
        </Text>
      </Group>
      {percent === undefined ? null : (
        <Progress.Root size="md">
          <Progress.Section value={percent} color={colorOf(percent)} aria-label={label} />
        </Progress.Root>
      )}
      {resetsAt ? (
        <Text size="xs" c="dimmed">
          Counted anew from {fullTime(resetsAt)}
        </Text>
      ) : null}
    </Stack>
  );
}
