import { Anchor, Box, Container, Group, type MantineSize } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { AccountMenu } from '../features/shell/AccountMenu.tsx';
import { Brand } from './Brand.tsx';
import { ColorSchemeToggle } from './ColorSchemeToggle.tsx';

interface PersonalPageProps {
  /** Whose page it is; undefined while that is not known. */
  person: { name: string; email?: string | null } | null | undefined;
  size: MantineSize;
  py?: MantineSize;
  children: ReactNode;
}

/** A page that is in no workspace: its head leads to the workspaces and to what is of the person. */
export function PersonalPage({ person, size, py = 'md', children }: PersonalPageProps) {
  return (
    <Box mih="100dvh">
      <Group justify="space-between" p="md">
        <Anchor component={Link} to="/" underline="never" c="inherit">
          <Brand />
        </Anchor>
        <Group gap="xs">
          <ColorSchemeToggle />
          <AccountMenu person={person ? { name: person.name, email: person.email ?? null } : undefined} />
        </Group>
      </Group>
      <Container size={size} component="main" py={py}>
        {children}
      </Container>
    </Box>
  );
}
