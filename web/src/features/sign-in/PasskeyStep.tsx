import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { canUsePasskeys } from '../account/passkey-browser.ts';
import { usePasskeySignIn } from './usePasskeySignIn.ts';

interface PasskeyStepProps {
  /** Why the password was not enough. */
  message: string;
  onBack: () => void;
}

/** The passkey as second factor after the password: the browser asks for it at once, and again by the button. */
export function PasskeyStep({ message, onBack }: PasskeyStepProps) {
  const hasPasskeys = canUsePasskeys();
  const { problem, isWaiting, signIn } = usePasskeySignIn({ atOnce: hasPasskeys });

  return (
    <Stack gap="md">
      <Text size="sm" role="status">
        {hasPasskeys ? message : `${message} This browser has no passkeys: use the one you added it in.`}
      </Text>
      {problem === undefined ? null : (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
      {hasPasskeys ? (
        <Button
          leftSection={<IconFingerprint size={18} />}
          loading={isWaiting}
          fullWidth
          onClick={() => void signIn()}
        >
          Use my passkey
        </Button>
      ) : null}
      <Button variant="subtle" fullWidth onClick={onBack}>
        Back to the password
      </Button>
    </Stack>
  );
}
