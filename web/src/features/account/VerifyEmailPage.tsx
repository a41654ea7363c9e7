import { Button } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { useClient } from 'urql';
import { VerifyEmailDocument } from '../../__generated__/operations.ts';
import { ApiProvider } from '../../api/ApiContext.tsx';
import { dataOf } from '../../api/problem.ts';
import { useSession } from '../../session/SessionContext.tsx';
import { TokenPage } from './TokenPage.tsx';

export function VerifyEmailPage() {
  return (
    <ApiProvider session={useSession()}>
      <Verify />
    </ApiProvider>
  );
}

function Verify() {
  const client = useClient();
  const [parameters] = useSearchParams();

  async function verify(): Promise<string> {
    const input = { token: parameters.get('token') ?? '' };
    const { verifyEmail } = dataOf(await client.mutation(VerifyEmailDocument, { input }));
    if (verifyEmail.__typename !== 'EmailVerified') throw new Error(verifyEmail.message);
    return `${verifyEmail.email} is confirmed.`;
  }

  return (
    <TokenPage
      title="Confirm your address"
      subtitle="It shows that mail to it reaches you."
      action="Confirm"
      act={verify}
      next={
        <Button component={Link} to="/">
          Go on
        </Button>
      }
    />
  );
}
