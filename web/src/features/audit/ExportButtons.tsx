import { Button, Group, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { AuditExportFormat } from '../../__generated__/operations.ts';
import { useAction } from '../account/useAction.ts';

interface ExportButtonsProps {
  /** Where the file can be had. @throws Error with a message for people */
  addressOf: (format: AuditExportFormat) => Promise<string>;
}

/** The events that are looked for, as a file. */
export function ExportButtons({ addressOf }: ExportButtonsProps) {
  const action = useAction();

  const download = (format: AuditExportFormat) =>
    action.run(async () => {
      const link = document.createElement('a');
      link.href = await addressOf(format);
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
