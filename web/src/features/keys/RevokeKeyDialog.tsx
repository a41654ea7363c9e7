import { useClient } from 'urql';
import { type ApiKeyLineFragment, RevokeApiKeyDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { ConfirmDialog } from '../../app/ConfirmDialog.tsx';
import { useAction } from '../account/useAction.ts';

interface RevokeKeyDialogProps {
  apiKey: ApiKeyLineFragment | undefined;
  onClose: () => void;
  onRevoked: () => void;
}

export function RevokeKeyDialog({ apiKey, onClose, onRevoked }: RevokeKeyDialogProps) {
  const client = useClient();
  const action = useAction();

  async function revoke(id: string) {
    const isDone = await action.run(async () => {
      const { revokeApiKey } = dataOf(await client.mutation(RevokeApiKeyDocument, { id }));
      if (revokeApiKey.__typename !== 'ApiKeyRevoked') throw new Error(revokeApiKey.message);
    });
    if (!isDone) return;
    onClose();
    onRevoked();
  }

  return (
    <ConfirmDialog
      isOpen={apiKey !== undefined}
      title={`Revoke ${apiKey?.name ?? ''}?`}
      text="The programs that use this key are refused at once. A key that was revoked cannot be brought back."
      verb="Revoke"
      isRunning={action.isRunning}
      problem={action.problem}
      onConfirm={() => apiKey && void revoke(apiKey.id)}
      onClose={() => {
        action.forget();
        onClose();
      }}
    />
  );
}
