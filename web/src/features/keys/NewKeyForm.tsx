import {
  Button,
  Checkbox,
  Group,
  NativeSelect,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useClient } from 'urql';
import { CreateApiKeyDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { SCOPE_GROUPS } from './key-scopes.ts';
import { NewKeySecret } from './NewKeySecret.tsx';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1_000;
const LIFETIMES = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
];

interface Problem {
  field: string;
  message: string;
}

/** Makes a key and shows its secret, once. */
export function NewKeyForm({ workspaceId, onMade }: { workspaceId: string; onMade: () => void }) {
  const client = useClient();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const [days, setDays] = useState('90');
  const [problem, setProblem] = useState<Problem>();
  const [isMaking, setMaking] = useState(false);
  const [secret, setSecret] = useState<string>();

  async function submit(event: FormEvent) {
    event.preventDefault();
    setMaking(true);
    setProblem(undefined);
    try {
      const expiresAt = new Date(Date.now() + Number(days) * DAY_MILLISECONDS).toISOString();
      const input = { workspaceId, name: name.trim(), scopes, expiresAt };
      const { createApiKey } = dataOf(await client.mutation(CreateApiKeyDocument, { input }));
      if (createApiKey.__typename !== 'ApiKeyCreated') {
        setProblem(createApiKey);
        return;
      }
      setSecret(createApiKey.secret);
      setName('');
      setScopes([]);
      onMade();
    } catch (error) {
      setProblem({ field: '', message: error instanceof Error ? error.message : String(error) });
    } finally {
      setMaking(false);
    }
  }

  if (secret !== undefined) return <NewKeySecret secret={secret} onKept={() => setSecret(undefined)} />;
  const isElsewhere = problem !== undefined && problem.field !== 'name' && problem.field !== 'scopes';
  return (
    <Paper withBorder p={{ base: 'md', xs: 'lg' }} radius="lg">
      <form onSubmit={submit} noValidate aria-label="New API key">
        <Stack gap="md">
          <Title order={2} size="h4">
            New key
          </Title>
          <Group align="flex-start" gap="sm">
            <TextInput
              label="What it is for"
              placeholder="Nightly report"
              flex="1 1 14rem"
              maxLength={120}
              value={name}
              error={problem?.field === 'name' ? problem.message : undefined}
              onChange={(event) => {
                setName(event.currentTarget.value);
                setProblem(undefined);
              }}
            />
            <NativeSelect
              label="Good for"
              flex="0 1 9rem"
              data={LIFETIMES}
              value={days}
              onChange={(event) => setDays(event.currentTarget.value)}
            />
          </Group>
          <Checkbox.Group
            label="What it may do"
            description="As little as it needs. Whoever may change something may read it, too."
            value={scopes}
            onChange={(chosen) => {
              setScopes(chosen);
              setProblem(undefined);
            }}
            error={problem?.field === 'scopes' ? problem.message : undefined}
          >
            <SimpleGrid cols={{ base: 1, xs: 2 }} mt="xs" spacing="md">
              {SCOPE_GROUPS.map(({ domain, choices }) => (
                <Stack key={domain} gap={6} role="group" aria-label={domain}>
                  <Text size="sm" fw={600} aria-hidden>
                    {domain}
                  </Text>
                  {choices.map(({ scope, label }) => (
                    <Checkbox key={scope} value={scope} label={label} />
                  ))}
                </Stack>
              ))}
            </SimpleGrid>
          </Checkbox.Group>
          {isElsewhere ? (
            <Text size="sm" c="var(--mantine-color-error)" role="alert">
              {problem.message}
            </Text>
          ) : null}
          <Group>
            <Button type="submit" loading={isMaking}>
              Make the key
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
