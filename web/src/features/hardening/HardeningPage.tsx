import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { HardeningDocument } from '../../__generated__/operations.ts';
import { problemOf } from '../../api/problem.ts';
import { PageLoading } from '../../app/PageLoading.tsx';
import { PersonalPage } from '../../app/PersonalPage.tsx';
import { Retry } from '../../app/Retry.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { type Check, checkEntry } from './entry-checks.ts';

/** The strict profile, each setting tried when the page is opened; for administrators of the instance. */
export function HardeningPage() {
  usePageTitle('Hardening');
  const [{ data, error, fetching }, ask] = useQuery({
    query: HardeningDocument,
    requestPolicy: 'network-only',
  });
  const [entry, setEntry] = useState<Check[]>();
  const tryEntry = useCallback(() => {
    setEntry(undefined);
    void checkEntry((input, init) => globalThis.fetch(input, init)).then(setEntry);
  }, []);
  useEffect(tryEntry, [tryEntry]);
  const again = () => {
    tryEntry();
    ask({ requestPolicy: 'network-only' });
  };
  if ((data === undefined && error === undefined) || entry === undefined)
    return <PageLoading label="Testing each setting…" />;
  const checks = data ? [...entry, ...data.hardening, ...data.storageHardening, ...data.indexHardening] : [];
  const failed = checks.filter(({ passed }) => !passed).length;
  return (
    <PersonalPage person={data?.me} size="sm">
      <Stack gap="lg">
        <Group justify="space-between">
          <Title order={1} size="h2">
            Hardening
          </Title>
          <Button variant="default" onClick={again} loading={fetching}>
            Test again
          </Button>
        </Group>
        {error ? (
          <Retry problem={problemOf(error)} onRetry={again} />
        ) : (
          <Text role="status">
            {failed === 0 ? 'Everything holds.' : `${failed} of ${checks.length} do not hold.`}
          </Text>
        )}
        {checks.map((check) => (
          <CheckRow key={check.id} check={check} />
        ))}
      </Stack>
    </PersonalPage>
  );
}

function CheckRow({ check: { title, passed, detail } }: { check: Check }) {
  return (
    <Paper withBorder p="md" radius="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Stack gap={2}>
          <Text fw={600}>{title}</Text>
          <Text size="sm" c="dimmed">
            {detail}
          </Text>
        </Stack>
        <Badge color={passed ? 'green.9' : 'red.9'} variant="filled" flex="none">
          {passed ? 'Pass' : 'Fail'}
        </Badge>
      </Group>
    </Paper>
  );
}
