import { Box, Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Brand } from './Brand.tsx';
import { ColorSchemeToggle } from './ColorSchemeToggle.tsx';

interface EntrancePageProps {
  title: string;
  subtitle: string;
  children: ReactNode;
}

/** A page for who is not in yet: one card in the middle. */
export function EntrancePage({ title, subtitle, children }: EntrancePageProps) {
  return (
    <Center mih="100dvh" p="md" component="main">
      <Box w="100%" maw="26rem">
        <Group justify="space-between" mb="lg">
          <Brand />
          <ColorSchemeToggle />
        </Group>
        <Paper withBorder p={{ base: 'md', xs: 'xl' }} radius="lg">
          <Stack gap={4} mb="md">
            <Title order={1} size="h3">
              {title}
            </Title>
            <Text c="dimmed" size="sm">
              {subtitle}
            </Text>
          </Stack>
          {children}
        </Paper>
      </Box>
    </Center>
  );
}
