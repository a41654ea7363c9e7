import { Alert, Button, Group, Text } from '@mantine/core';

/** A failure in words with the way out of it. */
export function Retry({ problem, onRetry }: { problem: string; onRetry: () => void }) {
  return (
    <Alert color="red" role="alert">
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex="1 1 12rem">
          {problem}
        </Text>
        <Button size="xs" variant="default" onClick={onRetry}>
          Try again
        </Button>
      </Group>
    </Alert>
  );
}
