import { Center, Loader, Stack, Text } from '@mantine/core';

export function PageLoading({ label = 'Loading…', inside = false }: { label?: string; inside?: boolean }) {
  return (
    <Center mih={inside ? '40vh' : '100dvh'} role="status">
      <Stack align="center" gap="sm">
        <Loader aria-hidden />
        <Text c="dimmed">{label}</Text>
      </Stack>
    </Center>
  );
}
