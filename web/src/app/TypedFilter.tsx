import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';

interface TypedFilterProps {
  label: string;
  placeholder: string;
  value: string;
  onValue: (value: string) => void;
}

/** Looked for when the person is done typing: what is half there is nothing's. */
export function TypedFilter({ label, placeholder, value, onValue }: TypedFilterProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const done = () => onValue(typed.trim());
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
      }}
    />
  );
}
