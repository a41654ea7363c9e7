import { Alert, Button, Divider, Stack } from '@mantine/core';
import { IconFingerprint, IconLogin2 } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { SignInProvidersDocument, type SignInProvidersQuery } from '../../__generated__/operations.ts';
import { canUsePasskeys } from '../account/passkey-browser.ts';
import { usePasskeySignIn } from './usePasskeySignIn.ts';

/** Signing in without a password: with a passkey, or at an identity provider. */
export function OtherWays({ next }: { next: string }) {
  const client = useClient();
  const [providers, setProviders] = useState<SignInProvidersQuery['signInProviders']>([]);
  const { problem, isWaiting, signIn } = usePasskeySignIn();
  const hasPasskeys = canUsePasskeys();

  useEffect(() => {
    let isHere = true;
    // When it fails, the password is still there.
    void client
      .query(SignInProvidersDocument, {})
      .toPromise()
      .then(({ data }) => {
        if (isHere) setProviders(data?.signInProviders ?? []);
      });
    return () => {
      isHere = false;
    };
  }, [client]);

  if (!hasPasskeys && providers.length === 0) return null;
  return (
    <Stack gap="sm">
      <Divider label="or" />
      {problem === undefined ? null : (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
      {hasPasskeys ? (
        <Button
          variant="default"
          leftSection={<IconFingerprint size={18} />}
          loading={isWaiting}
          onClick={() => void signIn()}
        >
          Sign in with a passkey
        </Button>
      ) : null}
      {providers.map(({ id, name, path }) => (
        <Button
          key={id}
          component="a"
          href={`${path}?next=${encodeURIComponent(next)}`}
          variant="default"
          leftSection={<IconLogin2 size={18} />}
        >
          Continue with {name}
        </Button>
      ))}
    </Stack>
  );
}
