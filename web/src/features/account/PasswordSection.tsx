import { Button, Group, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { useClient } from 'urql';
import { ChangePasswordDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { useNotify } from '../../app/Notices.tsx';
import { PasswordField } from './PasswordField.tsx';
import { Section } from './Section.tsx';
import { useAction } from './useAction.ts';

export function PasswordSection({ hasPassword, email }: { hasPassword: boolean; email: string }) {
  const client = useClient();
  const notify = useNotify();
  const action = useAction();
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const [weak, setWeak] = useState<string>();

  async function submit(event: FormEvent) {
    event.preventDefault();
    setWeak(undefined);
    await action.run(async () => {
      const input = { currentPassword, newPassword };
      const { changePassword } = dataOf(await client.mutation(ChangePasswordDocument, { input }));
      if (changePassword.__typename === 'InvalidInput') {
        setWeak(changePassword.message);
        return;
      }
      if (changePassword.__typename !== 'PasswordChanged') throw new Error(changePassword.message);
      setCurrent('');
      setNew('');
      notify('success', 'Your password is changed. You are signed out everywhere else.');
    });
  }

  if (!hasPassword) {
    return (
      <Section title="Password" text="Your account has none: you sign in another way.">
        <Group>
          <Button component={Link} to="/forgot-password" variant="default">
            Set one by mail
          </Button>
        </Group>
      </Section>
    );
  }
  return (
    <Section title="Password" text="A new one ends all your other sessions." problem={action.problem}>
      <form onSubmit={submit} aria-label="Change the password">
        <Stack gap="sm">
          {/* Tells password managers whose password it is. */}
          <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
          <PasswordField label="Current password" value={currentPassword} onChange={setCurrent} />
          <PasswordField label="New password" value={newPassword} isNew error={weak} onChange={setNew} />
          <Group>
            <Button type="submit" variant="default" loading={action.isRunning}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
