import { Button, Group, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useClient } from 'urql';
import { type AuditEventFilter, ExportAuditDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { useAction } from '../account/useAction.ts';

/** The events that are looked for, as a file. */
export function ExportButtons({ workspaceId, filter }: { workspaceId: string; filter: AuditEventFilter }) {
  const client = useClient();
  const action = useAction();

  const download = (format: 'CSV' | 'NDJSON') =>
    action.run(async () => {
      const input = { workspaceId, filter, format };
      const { exportAuditEvents } = dataOf(await client.mutation(ExportAuditDocument, { input }));
      const link = document.createElement('a');
      link.href = exportAuditEvents.url;
      link.download = `audit.${format.toLowerCase()}`;
      link.click();
    });

  return (
    <Group gap="xs">
      {(['CSV', 'NDJSON'] as const).map((format) => (
        <Button
          key={format}
          variant="default"
          size="xs"
          leftSection={<IconDownload size={14} />}
          loading={action.isRunning}
          onClick={() => void download(format)}
        >
          Export {format}
        </Button>
      ))}
      {action.problem === undefined ? null : (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {action.problem}
        </Text>
      )}
    </Group>
  );
}
