import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface ConfirmDialogProps {
  isOpen: boolean;
  title: string;
  text: ReactNode;
  /** What is done, as the button says it. */
  verb: string;
  /** What leaves things as they are; Cancel. */
  refusal?: string;
  isRunning: boolean;
  problem: string | undefined;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that is not undone as easily as it was done. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, title, text, verb, refusal = 'Cancel', isRunning, problem, onConfirm, onClose } = props;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Text size="sm">{text}</Text>
        {problem === undefined ? null : (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {problem}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {refusal}
          </Button>
          <Button color="red" loading={isRunning} onClick={onConfirm}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
