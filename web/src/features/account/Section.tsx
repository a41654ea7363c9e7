import { Alert, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface SectionProps {
  title: string;
  text: string;
  badge?: ReactNode;
  problem?: string | undefined;
  children?: ReactNode;
}

/** One part of the settings. */
export function Section({ title, text, badge, problem, children }: SectionProps) {
  const id = useId();
  return (
    <Paper component="section" withBorder p={{ base: 'md', xs: 'lg' }} radius="lg" aria-labelledby={id}>
      <Stack gap="md">
        <Stack gap={4}>
          <Group justify="space-between" gap="xs">
            <Title order={2} size="h4" id={id}>
              {title}
            </Title>
            {badge}
          </Group>
          <Text c="dimmed" size="sm">
            {text}
          </Text>
        </Stack>
        {problem === undefined ? null : (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        {children}
      </Stack>
    </Paper>
  );
}
