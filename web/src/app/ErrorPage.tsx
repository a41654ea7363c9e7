import { Button, Center, Group, Stack, Text, Title } from '@mantine/core';
import { usePageTitle } from './usePageTitle.ts';

/** Shown in place of what broke. */
export function ErrorPage({ inside = false }: { inside?: boolean }) {
  usePageTitle('Something went wrong');
  return (
    <Center mih={inside ? '60vh' : '100dvh'} p="md" role="alert">
      <Stack align="center" gap="sm" maw="28rem" ta="center">
        <Title order={1} size="h2">
          Something went wrong
        </Title>
        <Text c="dimmed">
          This page failed, and that is our fault. Nothing you sent is lost: reload to go on where you were.
        </Text>
        <Group justify="center">
          <Button onClick={() => window.location.reload()}>Reload</Button>
          <Button component="a" href="/" variant="light">
            Go to your workspaces
          </Button>
        </Group>
      </Stack>
    </Center>
  );
}
