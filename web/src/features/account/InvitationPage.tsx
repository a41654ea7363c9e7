import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useClient } from 'urql';
import { AcceptInvitationDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { TokenPage } from './TokenPage.tsx';

/** For who is signed in; others come here after signing in or up. */
export function InvitationPage() {
  const client = useClient();
  const [parameters] = useSearchParams();
  const [workspaceId, setWorkspaceId] = useState('');

  async function accept(): Promise<string> {
    const input = { token: parameters.get('token') ?? '' };
    const { acceptInvitation } = dataOf(await client.mutation(AcceptInvitationDocument, { input }));
    if (acceptInvitation.__typename !== 'InvitationAccepted') throw new Error(acceptInvitation.message);
    setWorkspaceId(acceptInvitation.workspace.id);
    return `You are a member of “${acceptInvitation.workspace.name}” now.`;
  }

  return (
    <TokenPage
      title="Join a workspace"
      subtitle="You were invited by mail."
      action="Join"
      act={accept}
      next={
        <Button component={Link} to={`/w/${workspaceId}`}>
          Open the workspace
        </Button>
      }
    />
  );
}
