import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { useRef } from 'react';
import type { OutsideAddress } from './outside-address.ts';

interface LeaveDialogProps {
  address: OutsideAddress | undefined;
  onClose: () => void;
  onLeave: (address: OutsideAddress) => void;
}

/** Shows where an address leads, whole, before it is opened. */
export function LeaveDialog({ address, onClose, onLeave }: LeaveDialogProps) {
  // Stays to be read while the dialog goes away.
  const shown = useRef(address);
  if (address !== undefined) shown.current = address;
  return (
    <Modal
      opened={address !== undefined}
      onClose={onClose}
      title="This leads out of CodexContinue"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Text size="sm">
          The address comes from an answer or a document. Whoever runs <b>{shown.current?.destination}</b>{' '}
          sees all of it, and that you opened it:
        </Text>
        <Code block mah="12rem">
          {shown.current?.href}
        </Code>
        <Text size="sm" c="dimmed">
          Other addresses of the same place in this conversation will open without asking, until you close
          this tab.
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            Stay here
          </Button>
          <Button
            component="a"
            href={shown.current?.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            onClick={() => {
              if (shown.current) onLeave(shown.current);
              onClose();
            }}
          >
            Open in a new tab
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
