import { Alert, Anchor, Button, PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useClient } from 'urql';
import { ResetPasswordDocument } from '../../__generated__/operations.ts';
import { ApiProvider } from '../../api/ApiContext.tsx';
import { dataOf } from '../../api/problem.ts';
import { EntrancePage } from '../../app/EntrancePage.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { useSession } from '../../session/SessionContext.tsx';

export function ResetPasswordPage() {
  usePageTitle('Choose a new password');
  return (
    <EntrancePage title="Choose a new password" subtitle="All your sessions end with it: sign in anew.">
      <ApiProvider session={useSession()}>
        <ResetForm />
      </ApiProvider>
    </EntrancePage>
  );
}

function ResetForm() {
  const client = useClient();
  const session = useSession();
  const [parameters] = useSearchParams();
  const [password, setPassword] = useState('');
  const [done, setDone] = useState<string>();
  const [fault, setFault] = useState<{ field?: string; form?: string }>({});
  const [isSending, setSending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setSending(true);
    try {
      const input = { token: parameters.get('token') ?? '', password };
      const { resetPassword } = dataOf(await client.mutation(ResetPasswordDocument, { input }));
      if (resetPassword.__typename === 'PasswordReset') {
        session.forget(true);
        setDone(resetPassword.message);
      } else
        setFault({ [resetPassword.__typename === 'InvalidInput' ? 'field' : 'form']: resetPassword.message });
    } catch (error) {
      setFault({ form: error instanceof Error ? error.message : String(error) });
    }
    setSending(false);
  }

  if (done !== undefined) {
    return (
      <Stack gap="md">
        <Alert color="green" role="status">
          {done}
        </Alert>
        <Button component={Link} to="/sign-in">
          Sign in
        </Button>
      </Stack>
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {fault.form === undefined ? null : (
          <Alert color="red" role="alert">
            {fault.form}
          </Alert>
        )}
        <PasswordInput
          label="New password"
          description="At least 10 characters that are not easy to guess."
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show what I typed', tabIndex: 0 }}
          value={password}
          error={fault.field}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
            setFault({});
          }}
        />
        <Button type="submit" loading={isSending} fullWidth>
          Set the password
        </Button>
        <Anchor component={Link} to="/forgot-password" size="sm" ta="center">
          Ask for another link
        </Anchor>
      </Stack>
    </form>
  );
}
