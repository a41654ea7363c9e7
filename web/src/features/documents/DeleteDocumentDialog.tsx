import { useClient } from 'urql';
import { DeleteDocumentDocument, type DocumentRowFragment } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { ConfirmDialog } from '../../app/ConfirmDialog.tsx';
import { useAction } from '../account/useAction.ts';

interface DeleteDocumentDialogProps {
  document: DocumentRowFragment | undefined;
  onClose: () => void;
  onDeleted: () => void;
}

export function DeleteDocumentDialog({ document, onClose, onDeleted }: DeleteDocumentDialogProps) {
  const client = useClient();
  const action = useAction();

  async function remove(documentId: string) {
    const isDone = await action.run(async () => {
      // One that somebody else deleted meanwhile is as gone as it was to be.
      dataOf(await client.mutation(DeleteDocumentDocument, { input: { documentId } }));
    });
    if (!isDone) return;
    onClose();
    onDeleted();
  }

  return (
    <ConfirmDialog
      isOpen={document !== undefined}
      title="Delete this document?"
      text={`“${document?.filename}” is gone from answers at once, and cannot be brought back. Answers that quote it keep their quotes.`}
      verb="Delete"
      refusal="Keep it"
      isRunning={action.isRunning}
      problem={action.problem}
      onConfirm={() => document && void remove(document.id)}
      onClose={() => {
        action.forget();
        onClose();
      }}
    />
  );
}
