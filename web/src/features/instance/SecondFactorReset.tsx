import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import { ResetSecondFactorDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { Section } from '../account/Section.tsx';
import { ProofDialog } from './ProofDialog.tsx';
import { removedInWords } from './removed-factors.ts';

interface SecondFactorResetProps {
  userId: string;
  name: string;
  /** Whether who asks has a password. */
  hasPassword: boolean;
}

/** The way to help somebody who has lost the device they prove themselves with. */
export function SecondFactorReset({ userId, name, hasPassword }: SecondFactorResetProps) {
  const client = useClient();
  const [isAsking, setAsking] = useState(false);
  const [done, setDone] = useState<string>();
  return (
    <Section
      title="Second factor"
      text="For somebody who has lost their authenticator app or passkey. Make sure first that it is they who ask: call them back, or see them."
    >
      <Text size="sm" role="status">
        {done}
      </Text>
      <Group gap="xs">
        <Button
          color="red"
          variant="light"
          onClick={() => {
            setDone(undefined);
            setAsking(true);
          }}
        >
          Remove the second factor
        </Button>
      </Group>
      {isAsking ? (
        <ProofDialog
          title={`Remove the second factor of ${name}?`}
          text="Their authenticator app, recovery codes and passkeys are worth nothing from then on, and they are signed out everywhere. Their password stays: whoever knows it can sign in and set up a new one. A mail tells them, where mails go out."
          verb="Remove"
          isDangerous
          hasPassword={hasPassword}
          onConfirm={async (proof) => {
            const input = { userId, ...proof };
            const { resetSecondFactor } = dataOf(await client.mutation(ResetSecondFactorDocument, { input }));
            if (resetSecondFactor.__typename !== 'SecondFactorReset')
              throw new Error(resetSecondFactor.message);
            setDone(removedInWords(resetSecondFactor));
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Section>
  );
}
