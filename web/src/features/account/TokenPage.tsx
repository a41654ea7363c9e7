import { Alert, Button, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { EntrancePage } from '../../app/EntrancePage.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';

interface TokenPageProps {
  title: string;
  subtitle: string;
  /** What the button says. Nothing happens before: programs that look at links must not use them up. */
  action: string;
  /** @returns what to tell the person; @throws Error with a message for people */
  act: () => Promise<string>;
  /** Where to go on, once it is done. */
  next: ReactNode;
}

/** What the link of a mail leads to. */
export function TokenPage({ title, subtitle, action, act, next }: TokenPageProps) {
  usePageTitle(title);
  const [outcome, setOutcome] = useState<{ text: string; isGood: boolean }>();
  const [isSending, setSending] = useState(false);

  async function go() {
    setSending(true);
    try {
      setOutcome({ text: await act(), isGood: true });
    } catch (error) {
      setOutcome({ text: error instanceof Error ? error.message : String(error), isGood: false });
    }
    setSending(false);
  }

  return (
    <EntrancePage title={title} subtitle={subtitle}>
      <Stack gap="md">
        {outcome === undefined ? null : (
          <Alert color={outcome.isGood ? 'green' : 'red'} role={outcome.isGood ? 'status' : 'alert'}>
            {outcome.text}
          </Alert>
        )}
        {outcome?.isGood ? (
          next
        ) : (
          <Button loading={isSending} onClick={() => void go()}>
            {action}
          </Button>
        )}
      </Stack>
    </EntrancePage>
  );
}
