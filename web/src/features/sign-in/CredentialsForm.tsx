import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import {
  SignInDocument,
  type SignInMutation,
  SignUpDocument,
  type SignUpMutation,
} from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { useSession } from '../../session/SessionContext.tsx';
import type { SignInMode } from './SignInPage.tsx';

type Field = 'email' | 'password' | 'name' | 'code';
type Outcome = SignInMutation['signIn'] | SignUpMutation['signUp'];
type Faults = Partial<Record<Field | 'form', string>>;

const FIELDS: readonly string[] = ['email', 'password', 'name', 'code'] satisfies Field[];
const SHORTEST_PASSWORD = 10;

function faultsOf(outcome: Exclude<Outcome, { __typename: 'SignedIn' }>): Faults {
  switch (outcome.__typename) {
    case 'InvalidInput':
      return { [FIELDS.includes(outcome.field) ? outcome.field : 'form']: outcome.message };
    case 'EmailTaken':
      return { email: outcome.message };
    case 'InvalidCode':
      return { code: outcome.message };
    case 'InvalidCredentials':
      return { password: outcome.message };
    case 'TooManyAttempts':
    case 'SecondFactorRequired':
    case 'PasskeyRequired':
      return { form: outcome.message };
  }
}

interface CredentialsFormProps {
  mode: SignInMode;
  /** The password was right and not enough. */
  onPasskeyRequired: (message: string) => void;
}

export function CredentialsForm({ mode, onPasskeyRequired }: CredentialsFormProps) {
  const client = useClient();
  const session = useSession();
  const [values, setValues] = useState<Record<Field, string>>({
    email: '',
    password: '',
    name: '',
    code: '',
  });
  const [asksForCode, setAsksForCode] = useState(false);
  const codeInput = useRef<HTMLInputElement>(null);
  const [faults, setFaults] = useState<Faults>({});
  const [isSending, setSending] = useState(false);
  const isNew = mode === 'sign-up';

  useEffect(() => {
    if (asksForCode) codeInput.current?.focus();
  }, [asksForCode]);

  const input = (field: Field) => ({
    value: values[field],
    error: faults[field],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setValues((was) => ({ ...was, [field]: value }));
      setFaults((was) => ({ ...was, [field]: undefined }));
    },
  });

  function localFaults(): Faults {
    const found: Faults = {};
    if (isNew && values.name.trim() === '') found.name = 'Tell us the name to show you by.';
    if (!/^\S+@\S+$/.test(values.email.trim()))
      found.email = 'Enter an e-mail address, like ada@example.org.';
    if (asksForCode && values.code.trim() === '') found.code = 'Enter the code.';
    if (values.password === '') found.password = 'Enter your password.';
    else if (isNew && values.password.length < SHORTEST_PASSWORD) {
      found.password = `Use at least ${SHORTEST_PASSWORD} characters.`;
    }
    return found;
  }

  async function send(): Promise<Outcome> {
    const email = values.email.trim();
    const { password } = values;
    if (!isNew) {
      const code = values.code.trim() || undefined;
      return dataOf(await client.mutation(SignInDocument, { input: { email, password, code } })).signIn;
    }
    return dataOf(
      await client.mutation(SignUpDocument, { input: { email, password, name: values.name.trim() } }),
    ).signUp;
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const found = localFaults();
    setFaults(found);
    if (Object.keys(found).length > 0) {
      focusFirstFault(form, found);
      return;
    }
    setSending(true);
    try {
      const outcome = await send();
      if (outcome.__typename === 'SignedIn') {
        session.begin(outcome);
        return;
      }
      if (outcome.__typename === 'SecondFactorRequired') {
        setAsksForCode(true);
        setSending(false);
        return;
      }
      if (outcome.__typename === 'PasskeyRequired') {
        onPasskeyRequired(outcome.message);
        return;
      }
      const refused = faultsOf(outcome);
      setFaults(refused);
      focusFirstFault(form, refused);
    } catch (error) {
      setFaults({ form: error instanceof Error ? error.message : String(error) });
    }
    setSending(false);
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {faults.form === undefined ? null : (
          <Alert color="red" role="alert">
            {faults.form}
          </Alert>
        )}
        {isNew ? (
          <TextInput label="Name" name="name" autoComplete="name" maxLength={120} {...input('name')} />
        ) : null}
        <TextInput
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          inputMode="email"
          {...input('email')}
        />
        <PasswordInput
          label="Password"
          name="password"
          description={isNew ? `At least ${SHORTEST_PASSWORD} characters.` : undefined}
          autoComplete={isNew ? 'new-password' : 'current-password'}
          visibilityToggleButtonProps={{ 'aria-label': 'Show what I typed', tabIndex: 0 }}
          {...input('password')}
        />
        {asksForCode ? (
          <TextInput
            ref={codeInput}
            label="Code"
            name="code"
            description="Of your authenticator app, or one of your recovery codes."
            autoComplete="one-time-code"
            maxLength={64}
            {...input('code')}
          />
        ) : null}
        <Button type="submit" loading={isSending} fullWidth>
          {isNew ? 'Sign up' : 'Sign in'}
        </Button>
      </Stack>
    </form>
  );
}

function focusFirstFault(form: HTMLFormElement, faults: Faults): void {
  const first = ['name', 'email', 'password', 'code'].find((field) => faults[field as Field] !== undefined);
  const element = first === undefined ? null : form.elements.namedItem(first);
  if (element instanceof HTMLElement) element.focus();
}
