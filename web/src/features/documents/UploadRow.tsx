import { Button, CloseButton, Group, Progress, Text } from '@mantine/core';
import { visibleName } from '../../api/visible-names.ts';
import classes from './Documents.module.css';
import { fileSize } from './file-size.ts';
import { type Upload, useUploads } from './Uploads.tsx';

function phaseInWords({ phase, problem, sentBytes, file }: Upload): string {
  switch (phase) {
    case 'waiting':
      return 'Waiting for its turn';
    case 'sending':
      return `${fileSize(sentBytes)} of ${fileSize(file.size)}`;
    case 'finishing':
      return 'Finishing';
    case 'failed':
      return problem ?? 'Failed';
  }
}

export function UploadRow({ upload }: { upload: Upload }) {
  const { retry, cancel } = useUploads();
  const { id, file, phase, sentBytes } = upload;
  const name = visibleName(file.name);
  const hasFailed = phase === 'failed';
  return (
    <li className={classes.row}>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <div className={classes.about}>
          <Text fw={600}>{name}</Text>
          <Text
            size="sm"
            c={hasFailed ? 'var(--mantine-color-error)' : 'dimmed'}
            role={hasFailed ? 'alert' : undefined}
          >
            {phaseInWords(upload)}
          </Text>
        </div>
        <Group gap="xs" wrap="nowrap" flex="none">
          {hasFailed ? (
            <Button size="xs" variant="default" onClick={() => retry(id)}>
              Try again
            </Button>
          ) : null}
          <CloseButton aria-label={`${hasFailed ? 'Remove' : 'Cancel'} ${name}`} onClick={() => cancel(id)} />
        </Group>
      </Group>
      {hasFailed ? null : (
        <Progress
          mt={6}
          size="sm"
          value={file.size > 0 ? (sentBytes / file.size) * 100 : 0}
          aria-label={`Upload of ${name}`}
        />
      )}
    </li>
  );
}
