import { Anchor, Button, Container, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconDownload } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { NotFoundPage } from '../../app/NotFoundPage.tsx';
import { PageLoading } from '../../app/PageLoading.tsx';
import { Retry } from '../../app/Retry.tsx';
import { fullTime } from '../../app/time.ts';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { DocumentReader } from './DocumentReader.tsx';
import { DocumentStatusBadge } from './DocumentStatusBadge.tsx';
import { fileSize } from './file-size.ts';
import { parseRange } from './text-layout.ts';
import { useDocument } from './useDocument.ts';

export function DocumentPage() {
  const { workspaceId = '', documentId = '' } = useParams();
  const [parameters] = useSearchParams();
  const { document, problem, reload } = useDocument(documentId);
  usePageTitle(document?.filename);
  const quote = useMemo(() => {
    const range = parseRange(parameters.get('start'), parameters.get('end'));
    return range && { ...range, contentHash: parameters.get('hash') ?? undefined };
  }, [parameters]);

  if (document === null) return <NotFoundPage inside what="document" />;
  return (
    <Container size="md" py="lg">
      <Stack gap="md">
        <Anchor component={Link} to={`/w/${workspaceId}/documents`} size="sm">
          <Group gap={4} component="span">
            <IconArrowLeft size={14} aria-hidden /> Documents
          </Group>
        </Anchor>
        {problem !== undefined && document === undefined ? (
          <Retry problem={problem} onRetry={reload} />
        ) : null}
        {document === undefined ? (
          problem === undefined ? (
            <PageLoading inside />
          ) : null
        ) : (
          <>
            <Group justify="space-between" align="flex-start">
              <Stack gap={4} flex="1 1 16rem">
                <Group gap="xs">
                  <Title order={1} size="h3">
                    {document.filename}
                  </Title>
                  <DocumentStatusBadge document={document} />
                </Group>
                <Text size="sm" c="dimmed">
                  {fileSize(document.size)} · uploaded by {document.uploadedBy.name},{' '}
                  {fullTime(document.createdAt)}
                  {document.passageCount > 0 ? ` · ${document.passageCount} passages` : ''}
                </Text>
              </Stack>
              <Button
                component="a"
                href={document.downloadUrl}
                download={document.filename}
                variant="default"
                leftSection={<IconDownload size={16} />}
              >
                Download
              </Button>
            </Group>
            <DocumentReader documentId={document.id} quote={quote} />
          </>
        )}
      </Stack>
    </Container>
  );
}
