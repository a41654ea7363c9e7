import { Badge, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import { DisablePersonDocument, EnablePersonDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { ConfirmDialog } from '../../app/ConfirmDialog.tsx';
import { useAction } from '../account/useAction.ts';

interface PersonStateProps {
  userId: string;
  name: string;
  isDisabled: boolean;
  /** Nobody disables themselves. */
  isSelf: boolean;
}

/** Whether a person may use the instance, and the way to change it. */
export function PersonState({ userId, name, isDisabled, isSelf }: PersonStateProps) {
  const client = useClient();
  const action = useAction();
  const [isAsking, setAsking] = useState(false);
  const [done, setDone] = useState<string>();

  async function change(isDisabling: boolean) {
    setDone(undefined);
    await action.run(async () => {
      const changed = isDisabling
        ? dataOf(await client.mutation(DisablePersonDocument, { userId })).disablePerson
        : dataOf(await client.mutation(EnablePersonDocument, { userId })).enablePerson;
      if (changed.__typename !== 'PersonChanged') throw new Error(changed.message);
      setDone(
        changed.disabled
          ? `${name} is disabled: signed out everywhere, and kept out.`
          : `${name} is enabled: may sign in again.`,
      );
      setAsking(false);
    });
  }

  return (
    <>
      <Group gap="xs">
        <Badge color={isDisabled ? 'red.9' : 'green.9'} variant="filled" tt="none">
          {isDisabled ? 'Disabled' : 'May use this instance'}
        </Badge>
        <Text size="sm" c="dimmed">
          Id {userId}
        </Text>
      </Group>
      <Text size="sm">
        Somebody who is disabled is signed out everywhere, their API keys are refused, and they cannot sign
        in. Nothing is deleted. Enabling lets them sign in again.
      </Text>
      {action.problem === undefined || isAsking ? null : (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {action.problem}
        </Text>
      )}
      <Text size="sm" role="status">
        {done}
      </Text>
      {isSelf ? null : (
        <Group gap="xs">
          {isDisabled ? (
            <Button variant="default" loading={action.isRunning} onClick={() => void change(false)}>
              Enable
            </Button>
          ) : (
            <Button color="red" variant="light" onClick={() => setAsking(true)}>
              Disable
            </Button>
          )}
        </Group>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={`Disable ${name}?`}
        text="They are signed out everywhere at once, and their API keys are refused, in every workspace."
        verb="Disable"
        isRunning={action.isRunning}
        problem={action.problem}
        onConfirm={() => void change(true)}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
