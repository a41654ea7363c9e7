import { useClient, useQuery } from 'urql';
import { MemberLimitsDocument, SetMemberLimitDocument } from '../../__generated__/operations.ts';
import { dataOf, problemOf } from '../../api/problem.ts';
import { doneOrThrow } from '../usage/done-or-throw.ts';
import { LimitsDialog } from '../usage/LimitsDialog.tsx';

interface MemberLimitsProps {
  workspaceId: string;
  member: { id: string; name: string };
  onClose: () => void;
}

/** How much a member may ask for in this workspace. */
export function MemberLimits({ workspaceId, member, onClose }: MemberLimitsProps) {
  const client = useClient();
  const variables = { workspaceId, userId: member.id };
  const [{ data, error }, ask] = useQuery({
    query: MemberLimitsDocument,
    variables,
    requestPolicy: 'network-only',
  });
  const reload = () => ask({ requestPolicy: 'network-only' });
  return (
    <LimitsDialog
      title={`Limits of ${member.name}`}
      text="What they may use in this workspace. They share what the workspace has with all its members."
      quotas={data?.workspace?.member?.quotas ?? undefined}
      problem={error && problemOf(error)}
      onRetry={reload}
      onSet={async (kind, limit) => {
        const input = { ...variables, kind, limit };
        doneOrThrow(dataOf(await client.mutation(SetMemberLimitDocument, { input })));
        reload();
      }}
      onClose={onClose}
    />
  );
}
