import { Alert, Box, Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { QRCodeSVG } from 'qrcode.react';
import { type FormEvent, useState } from 'react';
import { useClient } from 'urql';
import { ConfirmTotpDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { useAction } from './useAction.ts';

interface ConfirmTotpProps {
  enrollment: { uri: string; secret: string };
  onConfirmed: (codes: readonly string[]) => void;
}

/** The QR code for the app, and the first code of the app. */
export function ConfirmTotp({ enrollment, onConfirmed }: ConfirmTotpProps) {
  const client = useClient();
  const action = useAction();
  const [code, setCode] = useState('');

  async function submit(event: FormEvent) {
    event.preventDefault();
    await action.run(async () => {
      const { confirmTotp } = dataOf(await client.mutation(ConfirmTotpDocument, { input: { code } }));
      if (confirmTotp.__typename !== 'RecoveryCodes') throw new Error(confirmTotp.message);
      onConfirmed(confirmTotp.codes);
    });
  }

  return (
    <form onSubmit={submit} aria-label="Confirm the authenticator app">
      <Stack gap="sm">
        {action.problem === undefined ? null : (
          <Alert color="red" role="alert">
            {action.problem}
          </Alert>
        )}
        <Text size="sm">Scan this with your authenticator app, then enter the code it shows.</Text>
        {/* Scanners want dark on light, in the dark scheme too. */}
        <Box bg="white" p="sm" w="fit-content" style={{ borderRadius: 'var(--mantine-radius-md)' }}>
          <QRCodeSVG value={enrollment.uri} size={180} title="QR code for your authenticator app" />
        </Box>
        <Text size="sm" c="dimmed">
          Or type it in: <Code style={{ wordBreak: 'break-all' }}>{enrollment.secret}</Code>
        </Text>
        <TextInput
          label="Code"
          value={code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={10}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" loading={action.isRunning}>
            Turn on
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
