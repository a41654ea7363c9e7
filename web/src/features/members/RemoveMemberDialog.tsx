import { useClient } from 'urql';
import { RemoveWorkspaceMemberDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { ConfirmDialog } from '../../app/ConfirmDialog.tsx';
import { useAction } from '../account/useAction.ts';

interface RemoveMemberDialogProps {
  workspaceId: string;
  member: { id: string; name: string; isSelf: boolean } | undefined;
  onClose: () => void;
  onRemoved: (isSelf: boolean) => void;
}

export function RemoveMemberDialog({ workspaceId, member, onClose, onRemoved }: RemoveMemberDialogProps) {
  const client = useClient();
  const action = useAction();

  async function remove({ id, isSelf }: { id: string; isSelf: boolean }) {
    const isDone = await action.run(async () => {
      const input = { workspaceId, userId: id };
      const { removeWorkspaceMember } = dataOf(
        await client.mutation(RemoveWorkspaceMemberDocument, { input }),
      );
      // Whom somebody else removed meanwhile is as gone as they were to be.
      if (removeWorkspaceMember.__typename === 'LastOwner') throw new Error(removeWorkspaceMember.message);
    });
    if (!isDone) return;
    onClose();
    onRemoved(isSelf);
  }

  return (
    <ConfirmDialog
      isOpen={member !== undefined}
      title={member?.isSelf ? 'Leave this workspace?' : `Remove ${member?.name ?? ''}?`}
      text={
        member?.isSelf
          ? 'You no longer see its conversations and documents. An owner or admin can add you again.'
          : `${member?.name} no longer sees its conversations and documents. What they wrote stays.`
      }
      verb={member?.isSelf ? 'Leave' : 'Remove'}
      isRunning={action.isRunning}
      problem={action.problem}
      onConfirm={() => member && void remove(member)}
      onClose={() => {
        action.forget();
        onClose();
      }}
    />
  );
}
