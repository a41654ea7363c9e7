import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { PasswordField } from '../account/PasswordField.tsx';
import { useAction } from '../account/useAction.ts';

interface ProofDialogProps {
  title: string;
  text: string;
  /** What is done, as the button says it. */
  verb: string;
  isDangerous?: boolean;
  /** Whether the account of who asks has a password; one that has none proves itself by a sign-in just now. */
  hasPassword: boolean;
  /** Throws what is to be told. */
  onConfirm: (proof: { password?: string }) => Promise<void>;
  onClose: () => void;
}

/** Asks before something that an open browser alone must not do: for the password of who asks. */
export function ProofDialog(props: ProofDialogProps) {
  const { title, text, verb, isDangerous, hasPassword, onConfirm, onClose } = props;
  const action = useAction();
  const [password, setPassword] = useState('');

  function submit(event: FormEvent) {
    event.preventDefault();
    void action.run(() => onConfirm(hasPassword ? { password } : {}));
  }

  return (
    <Modal opened onClose={onClose} title={title} centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text size="sm">{text}</Text>
          {hasPassword ? (
            <PasswordField
              label="Your password"
              value={password}
              onChange={(typed) => {
                action.forget();
                setPassword(typed);
              }}
            />
          ) : null}
          {action.problem === undefined ? null : (
            <Text size="sm" c="var(--mantine-color-error)" role="alert">
              {action.problem}
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              {...(isDangerous ? { color: 'red' } : {})}
              loading={action.isRunning}
              disabled={hasPassword && password === ''}
            >
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
