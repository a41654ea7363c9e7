import { Alert, Anchor, Button, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { useClient } from 'urql';
import { RequestPasswordResetDocument } from '../../__generated__/operations.ts';
import { ApiProvider } from '../../api/ApiContext.tsx';
import { dataOf } from '../../api/problem.ts';
import { EntrancePage } from '../../app/EntrancePage.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { useSession } from '../../session/SessionContext.tsx';

export function ForgotPasswordPage() {
  usePageTitle('Forgot your password?');
  return (
    <EntrancePage title="Forgot your password?" subtitle="We send you a link to choose another.">
      <ApiProvider session={useSession()}>
        <RequestForm />
      </ApiProvider>
    </EntrancePage>
  );
}

function RequestForm() {
  const client = useClient();
  const [email, setEmail] = useState('');
  const [answer, setAnswer] = useState<{ text: string; isGood: boolean }>();
  const [isSending, setSending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setSending(true);
    try {
      const input = { email: email.trim() };
      const { requestPasswordReset } = dataOf(await client.mutation(RequestPasswordResetDocument, { input }));
      const isGood = requestPasswordReset.__typename === 'PasswordResetRequested';
      setAnswer({ text: requestPasswordReset.message, isGood });
    } catch (error) {
      setAnswer({ text: error instanceof Error ? error.message : String(error), isGood: false });
    }
    setSending(false);
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {answer === undefined ? null : (
          <Alert color={answer.isGood ? 'green' : 'red'} role={answer.isGood ? 'status' : 'alert'}>
            {answer.text}
          </Alert>
        )}
        <TextInput
          label="Email"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Button type="submit" loading={isSending} fullWidth>
          Send the link
        </Button>
        <Anchor component={Link} to="/sign-in" size="sm" ta="center">
          Back to sign in
        </Anchor>
      </Stack>
    </form>
  );
}
