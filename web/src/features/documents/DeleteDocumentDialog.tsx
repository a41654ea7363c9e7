import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import { DeleteDocumentDocument, type DocumentRowFragment } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';

interface DeleteDocumentDialogProps {
  document: DocumentRowFragment | undefined;
  onClose: () => void;
  onDeleted: () => void;
}

export function DeleteDocumentDialog({ document, onClose, onDeleted }: DeleteDocumentDialogProps) {
  const client = useClient();
  const [isDeleting, setDeleting] = useState(false);
  const [problem, setProblem] = useState<string>();

  function close() {
    setProblem(undefined);
    onClose();
  }

  async function remove(documentId: string) {
    setDeleting(true);
    try {
      // One that somebody else deleted meanwhile is as gone as it was to be.
      dataOf(await client.mutation(DeleteDocumentDocument, { input: { documentId } }));
      close();
      onDeleted();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setDeleting(false);
    }
  }

  return (
    <Modal
      opened={document !== undefined}
      onClose={close}
      title="Delete this document?"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Text size="sm">
          “{document?.filename}” is gone from answers at once, and cannot be brought back. Answers that quote
          it keep their quotes.
        </Text>
        {problem === undefined ? null : (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {problem}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            Keep it
          </Button>
          <Button color="red" loading={isDeleting} onClick={() => document && void remove(document.id)}>
            Delete
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
