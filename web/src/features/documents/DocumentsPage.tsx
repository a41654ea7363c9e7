import { Container, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useClient } from 'urql';
import { type DocumentRowFragment, WorkspaceDocumentsDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { usePages } from '../../api/usePages.ts';
import { LoadMore } from '../../app/LoadMore.tsx';
import { Retry } from '../../app/Retry.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { useReloadOn, useWorkspaceLive } from '../activity/WorkspaceLive.tsx';
import { useShell } from '../shell/ShellContext.tsx';
import { canWrite } from '../workspaces/role-name.ts';
import { DeleteDocumentDialog } from './DeleteDocumentDialog.tsx';
import { DocumentRow } from './DocumentRow.tsx';
import classes from './Documents.module.css';
import { DropZone } from './DropZone.tsx';
import { UploadRow } from './UploadRow.tsx';
import { useUploads } from './Uploads.tsx';

export function DocumentsPage() {
  const { workspaceId = '' } = useParams();
  const client = useClient();
  const { workspace } = useShell();
  const { log } = useWorkspaceLive();
  const { uploads, add } = useUploads();
  const [deleting, setDeleting] = useState<DocumentRowFragment>();
  usePageTitle(`Documents of ${workspace.name}`);
  const mayWrite = canWrite(workspace.viewerRole);

  const pages = usePages<DocumentRowFragment>(workspaceId, 20, async (first, after) => {
    const variables = { workspaceId, first, after };
    const data = dataOf(
      await client.query(WorkspaceDocumentsDocument, variables, { requestPolicy: 'network-only' }),
    );
    const connection = data.workspace?.documents;
    return {
      items: connection?.edges.map(({ node }) => node) ?? [],
      next: connection?.pageInfo.hasNextPage ? (connection.pageInfo.endCursor ?? undefined) : undefined,
    };
  });
  useReloadOn(
    ({ kind }) => kind.startsWith('DOCUMENT_') && kind !== 'DOCUMENT_PROGRESS',
    () => void pages.reload(),
  );
  const isEmpty = pages.status === 'ready' && pages.items.length === 0 && uploads.length === 0;

  return (
    <Container size="md" py="lg">
      <Stack gap="lg">
        <Title order={1} size="h2">
          Documents
        </Title>
        {mayWrite ? <DropZone onFiles={add} /> : null}
        {pages.problem === undefined ? null : (
          <Retry problem={pages.problem} onRetry={() => void pages.reload()} />
        )}
        {pages.status === 'loading' ? (
          <Skeleton height={160} role="status" aria-label="Loading documents" />
        ) : null}
        {isEmpty ? (
          <Text c="dimmed" ta="center">
            No documents yet. {mayWrite ? 'Upload one, and ask about it as soon as it is ready.' : ''}
          </Text>
        ) : (
          <ul className={classes.list} aria-label="Documents">
            {uploads.map((upload) => (
              <UploadRow key={upload.id} upload={upload} />
            ))}
            {pages.items.map((document) => (
              <DocumentRow
                key={document.id}
                workspaceId={workspaceId}
                document={document}
                progress={log.progress.get(document.id)}
                onDelete={mayWrite ? () => setDeleting(document) : undefined}
              />
            ))}
          </ul>
        )}
        <LoadMore pages={pages} />
      </Stack>
      <DeleteDocumentDialog
        document={deleting}
        onClose={() => setDeleting(undefined)}
        onDeleted={() => void pages.reload()}
      />
    </Container>
  );
}
