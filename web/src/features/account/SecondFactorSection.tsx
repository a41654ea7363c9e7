import { Badge, Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useClient } from 'urql';
import {
  DisableTotpDocument,
  EnrollTotpDocument,
  RegenerateRecoveryCodesDocument,
} from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { ConfirmTotp } from './ConfirmTotp.tsx';
import { PasswordField } from './PasswordField.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { Section } from './Section.tsx';
import { useAction } from './useAction.ts';

interface SecondFactorSectionProps {
  isOn: boolean;
  hasPassword: boolean;
  onChanged: () => void;
}

/** Setting up an authenticator app, new recovery codes, turning it off. */
export function SecondFactorSection({ isOn, hasPassword, onChanged }: SecondFactorSectionProps) {
  const client = useClient();
  const action = useAction();
  const [password, setPassword] = useState('');
  const [enrollment, setEnrollment] = useState<{ uri: string; secret: string }>();
  const [codes, setCodes] = useState<readonly string[]>();
  const input = hasPassword ? { password } : {};

  const enroll = () =>
    action.run(async () => {
      const { enrollTotp } = dataOf(await client.mutation(EnrollTotpDocument, { input }));
      if (enrollTotp.__typename !== 'TotpEnrollment') throw new Error(enrollTotp.message);
      setEnrollment(enrollTotp);
      setPassword('');
    });
  const disable = () =>
    action.run(async () => {
      const { disableTotp } = dataOf(await client.mutation(DisableTotpDocument, { input }));
      if (disableTotp.__typename !== 'TotpDisabled') throw new Error(disableTotp.message);
      setPassword('');
      onChanged();
    });
  const regenerate = () =>
    action.run(async () => {
      const { regenerateRecoveryCodes } = dataOf(
        await client.mutation(RegenerateRecoveryCodesDocument, { input }),
      );
      if (regenerateRecoveryCodes.__typename !== 'RecoveryCodes')
        throw new Error(regenerateRecoveryCodes.message);
      setCodes(regenerateRecoveryCodes.codes);
      setPassword('');
    });

  return (
    <Section
      title="Authenticator app"
      text="A code of an app on your phone, beside the password."
      problem={action.problem}
      badge={
        <Badge variant="light" color={isOn ? 'green' : 'gray'} tt="none">
          {isOn ? 'On' : 'Off'}
        </Badge>
      }
    >
      {codes ? (
        <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />
      ) : enrollment && !isOn ? (
        <ConfirmTotp
          enrollment={enrollment}
          onConfirmed={(made) => {
            setEnrollment(undefined);
            setCodes(made);
            onChanged();
          }}
        />
      ) : (
        <Stack gap="sm">
          {hasPassword ? (
            <PasswordField label="Your password" value={password} onChange={setPassword} />
          ) : null}
          <Group gap="xs">
            {isOn ? (
              <>
                <Button variant="default" loading={action.isRunning} onClick={() => void regenerate()}>
                  New recovery codes
                </Button>
                <Button
                  variant="subtle"
                  color="red"
                  loading={action.isRunning}
                  onClick={() => void disable()}
                >
                  Turn off
                </Button>
              </>
            ) : (
              <Button variant="default" loading={action.isRunning} onClick={() => void enroll()}>
                Set up
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </Section>
  );
}
