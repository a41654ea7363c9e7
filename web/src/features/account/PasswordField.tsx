import { PasswordInput } from '@mantine/core';

interface PasswordFieldProps {
  label: string;
  value: string;
  isNew?: boolean;
  error?: string | undefined;
  onChange: (value: string) => void;
}

export function PasswordField({ label, value, isNew, error, onChange }: PasswordFieldProps) {
  return (
    <PasswordInput
      label={label}
      value={value}
      error={error}
      description={isNew ? 'At least 10 characters that are not easy to guess.' : undefined}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      visibilityToggleButtonProps={{ 'aria-label': 'Show what I typed', tabIndex: 0 }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
