import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useClient } from 'urql';
import {
  type AccountSecurityQuery,
  BeginPasskeyRegistrationDocument,
  FinishPasskeyRegistrationDocument,
  RemovePasskeyDocument,
} from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { shortTime } from '../../app/time.ts';
import { PasswordField } from './PasswordField.tsx';
import { canUsePasskeys, createPasskey, passkeyProblem } from './passkey-browser.ts';
import { Section } from './Section.tsx';
import { useAction } from './useAction.ts';

type Passkeys = NonNullable<AccountSecurityQuery['accountSecurity']>['passkeys'];

interface PasskeysSectionProps {
  passkeys: Passkeys;
  hasPassword: boolean;
  onChanged: () => void;
}

export function PasskeysSection({ passkeys, hasPassword, onChanged }: PasskeysSectionProps) {
  const client = useClient();
  const action = useAction();

  const remove = (passkeyId: string) =>
    action.run(async () => {
      const { removePasskey } = dataOf(
        await client.mutation(RemovePasskeyDocument, { input: { passkeyId } }),
      );
      if (removePasskey.__typename !== 'PasskeyRemoved') throw new Error(removePasskey.message);
      onChanged();
    });

  return (
    <Section
      title="Passkeys"
      text="Sign in with your fingerprint, face or device PIN, without a password."
      problem={action.problem}
    >
      {passkeys.length === 0 ? null : (
        <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }} aria-label="Passkeys">
          {passkeys.map(({ id, name, backedUp, createdAt }) => (
            <Group key={id} component="li" justify="space-between" gap="xs">
              <Stack gap={0} miw={0} flex="1 1 10rem">
                <Text fw={600} truncate>
                  {name}
                </Text>
                <Text size="sm" c="dimmed">
                  since {shortTime(createdAt)}
                  {backedUp ? ' · kept in more than one place' : ''}
                </Text>
              </Stack>
              <Button
                size="xs"
                variant="subtle"
                color="red"
                loading={action.isRunning}
                onClick={() => void remove(id)}
              >
                Remove {name}
              </Button>
            </Group>
          ))}
        </Stack>
      )}
      {canUsePasskeys() ? (
        <AddPasskey hasPassword={hasPassword} onAdded={onChanged} />
      ) : (
        <Text size="sm" c="dimmed">
          This browser has no passkeys.
        </Text>
      )}
    </Section>
  );
}

function AddPasskey({ hasPassword, onAdded }: { hasPassword: boolean; onAdded: () => void }) {
  const client = useClient();
  const action = useAction();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');

  async function submit(event: FormEvent) {
    event.preventDefault();
    await action.run(async () => {
      const begin = { input: hasPassword ? { password } : {} };
      const { beginPasskeyRegistration: begun } = dataOf(
        await client.mutation(BeginPasskeyRegistrationDocument, begin),
      );
      if (begun.__typename !== 'PasskeyCeremony') throw new Error(begun.message);
      const response = await askBrowser(begun.options);
      if (response === undefined) return;
      const input = { ceremony: begun.ceremony, response, name: name.trim() || 'Passkey' };
      const { finishPasskeyRegistration } = dataOf(
        await client.mutation(FinishPasskeyRegistrationDocument, { input }),
      );
      if (finishPasskeyRegistration.__typename !== 'PasskeyAdded')
        throw new Error(finishPasskeyRegistration.message);
      setName('');
      setPassword('');
      onAdded();
    });
  }

  return (
    <form onSubmit={submit} aria-label="Add a passkey">
      <Stack gap="sm">
        <TextInput
          label="Name of the passkey"
          placeholder="Laptop"
          maxLength={120}
          value={name}
          error={action.problem}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {hasPassword ? <PasswordField label="Your password" value={password} onChange={setPassword} /> : null}
        <Group>
          <Button type="submit" variant="default" loading={action.isRunning}>
            Add a passkey
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Undefined when the person ended it. */
async function askBrowser(options: string): Promise<string | undefined> {
  try {
    return await createPasskey(options);
  } catch (error) {
    const problem = passkeyProblem(error);
    if (problem === undefined) return undefined;
    throw new Error(problem);
  }
}
