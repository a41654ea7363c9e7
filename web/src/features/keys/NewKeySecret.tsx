import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import classes from './Keys.module.css';

/** The secret of a new key, shown this once. */
export function NewKeySecret({ secret, onKept }: { secret: string; onKept: () => void }) {
  return (
    <Alert color="yellow" title="Keep this secret now" role="status">
      <Stack gap="sm">
        <Text size="sm">
          It is stored nowhere and is not shown again. Whoever has it acts in your name: give it to the
          program and to nobody else.
        </Text>
        <Code block className={classes.secret} aria-label="Secret of the new key">
          {secret}
        </Code>
        <Group gap="xs">
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onKept}>I have kept it</Button>
        </Group>
      </Stack>
    </Alert>
  );
}
