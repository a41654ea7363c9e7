import { Alert, Anchor } from '@mantine/core';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { WorkspaceUsageDocument } from '../../__generated__/operations.ts';
import { fullTime } from '../../app/time.ts';
import { warningOf } from './quota-in-words.ts';

interface QuotaNoticeProps {
  workspaceId: string;
  /** Asked anew when it turns false: an answer has ended, and is counted. */
  isAnswering: boolean;
}

/** Says above the composer that little is left, before a question is refused. */
export function QuotaNotice({ workspaceId, isAnswering }: QuotaNoticeProps) {
  const [{ data }, ask] = useQuery({
    query: WorkspaceUsageDocument,
    variables: { workspaceId },
    // Asked when there may be something new, and not with every render before that.
    pause: true,
  });
  useEffect(() => {
    if (!isAnswering) ask({ requestPolicy: 'network-only' });
  }, [isAnswering, ask]);
  const warning = warningOf(data?.me?.quotas ?? [], data?.workspace?.quotas ?? []);
  if (!warning) return null;
  return (
    <Alert color={warning.isUsedUp ? 'red' : 'orange'} role="status" p="xs" mb="xs">
      {warning.text}{' '}
      {warning.resetsAt === null ? null : `They are counted anew from ${fullTime(warning.resetsAt)}. `}
      <Anchor component={Link} to={`/w/${workspaceId}/usage`} size="sm" c="inherit" underline="always">
        Usage
      </Anchor>
    </Alert>
  );
}
