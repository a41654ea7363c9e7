import { Anchor, Drawer, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import type { AnswerGenerationFragment } from '../../__generated__/operations.ts';
import { PageLoading } from '../../app/PageLoading.tsx';

const DocumentReader = lazy(async () => ({
  default: (await import('../documents/DocumentReader.tsx')).DocumentReader,
}));

export type Source = AnswerGenerationFragment['citations'][number];

interface SourceDrawerProps {
  workspaceId: string;
  source: Source | undefined;
  onClose: () => void;
}

/** A citation in its document, beside the answer that makes it. */
export function SourceDrawer({ workspaceId, source, onClose }: SourceDrawerProps) {
  // Opening moves the focus, and with it the scroll position: the quote is scrolled to after that.
  const [isSettled, setSettled] = useState(false);
  return (
    <Drawer
      opened={source !== undefined}
      onClose={onClose}
      onEnterTransitionEnd={() => setSettled(true)}
      onExitTransitionEnd={() => setSettled(false)}
      position="right"
      size="36rem"
      title={source ? `Source ${source.number}: ${source.document.filename}` : 'Source'}
      closeButtonProps={{ 'aria-label': 'Close source' }}
    >
      {source === undefined ? null : (
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            {source.page === null ? '' : `Page ${source.page}. `}
            <Anchor
              component={Link}
              to={`/w/${workspaceId}/documents/${source.document.id}?start=${source.startOffset}&end=${source.endOffset}&hash=${source.contentHash}`}
            >
              Open the document
            </Anchor>
          </Text>
          <Suspense fallback={<PageLoading inside />}>
            {isSettled ? (
              <DocumentReader
                documentId={source.document.id}
                quote={{ start: source.startOffset, end: source.endOffset, contentHash: source.contentHash }}
              />
            ) : (
              <PageLoading inside />
            )}
          </Suspense>
        </Stack>
      )}
    </Drawer>
  );
}
