import { ActionIcon, Anchor, Group, Progress, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { DocumentRowFragment } from '../../__generated__/operations.ts';
import { fullTime, shortTime } from '../../app/time.ts';
import { type IngestionProgress, progressPercent, stageName } from '../activity/activity-log.ts';
import { DocumentStatusBadge } from './DocumentStatusBadge.tsx';
import classes from './Documents.module.css';
import { fileSize } from './file-size.ts';

interface DocumentRowProps {
  workspaceId: string;
  document: DocumentRowFragment;
  progress: IngestionProgress | undefined;
  onDelete: (() => void) | undefined;
}

export function DocumentRow({ workspaceId, document, progress, onDelete }: DocumentRowProps) {
  const isUnderWay = document.status === 'INGESTING';
  return (
    <li className={classes.row}>
      <Group justify="space-between" wrap="nowrap" gap="sm" align="flex-start">
        <div className={classes.about}>
          <Anchor component={Link} to={`/w/${workspaceId}/documents/${document.id}`} fw={600}>
            {document.filename}
          </Anchor>
          <Text size="sm" c="dimmed">
            {fileSize(document.size)} · {document.uploadedBy.name} ·{' '}
            <time dateTime={document.createdAt} title={fullTime(document.createdAt)}>
              {shortTime(document.createdAt)}
            </time>
          </Text>
          {document.failure === null ? null : (
            <Text size="sm" c="var(--mantine-color-error)">
              {document.failure.message}
            </Text>
          )}
        </div>
        <Group gap="xs" wrap="nowrap" flex="none">
          <DocumentStatusBadge document={document} />
          {onDelete === undefined ? null : (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Delete ${document.filename}`}
              onClick={onDelete}
            >
              <IconTrash size={16} />
            </ActionIcon>
          )}
        </Group>
      </Group>
      {isUnderWay && progress !== undefined ? (
        <>
          <Progress
            mt={6}
            size="sm"
            value={progressPercent(progress)}
            aria-label={`Ingestion of ${document.filename}`}
          />
          <Text size="xs" c="dimmed" mt={4}>
            {stageName(progress)}…
          </Text>
        </>
      ) : null}
    </li>
  );
}
