import { Text } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import classes from './content.module.css';

/** Says that what is shown is not all that was written. */
export function HiddenCharactersNotice() {
  return (
    <Text component="span" size="xs" c="dimmed" className={classes.notice}>
      <IconEyeOff size={14} aria-hidden /> Hidden characters were removed.
    </Text>
  );
}
