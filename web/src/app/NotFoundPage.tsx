import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { usePageTitle } from './usePageTitle.ts';

/** For an address that leads nowhere, and alike for what this person may not see. */
export function NotFoundPage({ inside = false, what = 'page' }: { inside?: boolean; what?: string }) {
  usePageTitle('Not found');
  const content = (
    <Stack align="center" gap="sm" maw="26rem" ta="center">
      <Title order={1} size="h2">
        Not found
      </Title>
      <Text c="dimmed">There is no such {what} here, or it is not one of yours.</Text>
      <Button component={Link} to="/" variant="light">
        Go to your workspaces
      </Button>
    </Stack>
  );
  return (
    <Center mih={inside ? '60vh' : '100dvh'} p="md" {...(inside ? {} : { component: 'main' as const })}>
      {content}
    </Center>
  );
}
