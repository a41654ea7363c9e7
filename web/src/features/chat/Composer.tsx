import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconPlayerStopFilled, IconSend2 } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import type { WorkspaceRole } from '../../__generated__/operations.ts';
import { canWrite } from '../workspaces/role-name.ts';

const LONGEST_QUESTION = 32_000;

interface ComposerProps {
  draft: string;
  onDraft: (draft: string) => void;
  onSend: () => void;
  isSending: boolean;
  /** Stops the answer under way; `undefined` while none is. */
  onStop?: (() => void) | undefined;
  isStopping?: boolean;
  role: WorkspaceRole;
  footer?: ReactNode;
}

export function Composer({
  draft,
  onDraft,
  onSend,
  isSending,
  onStop,
  isStopping = false,
  role,
  footer,
}: ComposerProps) {
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // On a touch screen the keyboard would cover what is to be read first.
    if (window.matchMedia('(pointer: fine)').matches) input.current?.focus();
  }, []);
  // A suggestion that was picked is there to be edited.
  const lastDraft = useRef(draft);
  useEffect(() => {
    if (draft !== lastDraft.current && document.activeElement !== input.current) input.current?.focus();
    lastDraft.current = draft;
  }, [draft]);

  if (!canWrite(role)) {
    return (
      <Text size="sm" c="dimmed" ta="center">
        You may read this workspace, but not ask questions in it.
      </Text>
    );
  }

  const isTooLong = draft.length > LONGEST_QUESTION;
  const maySend = draft.trim() !== '' && !isTooLong && !isSending && onStop === undefined;
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (maySend) onSend();
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (maySend) onSend();
      }}
    >
      <Stack gap="xs">
        <Textarea
          ref={input}
          aria-label="Message"
          placeholder="Ask a question"
          autosize
          minRows={1}
          maxRows={8}
          size="md"
          value={draft}
          error={
            isTooLong ? `A question has at most ${LONGEST_QUESTION.toLocaleString()} characters.` : undefined
          }
          onChange={(event) => onDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Group justify="space-between" gap="xs" wrap="nowrap">
          <Group gap="xs" miw={0}>
            {footer}
          </Group>
          {onStop === undefined ? (
            <Button
              flex="none"
              type="submit"
              disabled={!maySend}
              loading={isSending}
              rightSection={<IconSend2 size={16} />}
            >
              Send
            </Button>
          ) : (
            <Button
              flex="none"
              variant="default"
              onClick={onStop}
              loading={isStopping}
              leftSection={<IconPlayerStopFilled size={14} />}
            >
              Stop
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
