import { Container, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from 'urql';
import { type QuotaStandingFragment, WorkspaceUsageDocument } from '../../__generated__/operations.ts';
import { problemOf } from '../../api/problem.ts';
import { Retry } from '../../app/Retry.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { Section } from '../account/Section.tsx';
import { useShell } from '../shell/ShellContext.tsx';
import { QuotaMeter } from './QuotaMeter.tsx';

/** How much the person, and the workspace's members together, have used of what they may. */
export function UsagePage() {
  const { workspace } = useShell();
  usePageTitle(`Usage in ${workspace.name}`);
  const [{ data, error }, ask] = useQuery({
    query: WorkspaceUsageDocument,
    variables: { workspaceId: workspace.id },
    requestPolicy: 'network-only',
  });
  return (
    <Container size="sm" py="lg">
      <Stack gap="lg">
        <Title order={1} size="h2">
          Usage
        </Title>
        {error === undefined ? null : (
          <Retry problem={problemOf(error)} onRetry={() => ask({ requestPolicy: 'network-only' })} />
        )}
        {data === undefined && error === undefined ? <Skeleton height={240} /> : null}
        {data?.me?.quotas ? (
          <Section title="Yours" text="What you may use, in all your workspaces together.">
            <Meters quotas={data.me.quotas} />
          </Section>
        ) : null}
        {data?.workspace ? (
          <Section title={workspace.name} text="What the members of this workspace share.">
            <Meters quotas={data.workspace.quotas} />
          </Section>
        ) : null}
        <Text size="sm" c="dimmed">
          Owners and admins can set lower limits for a workspace through the API; administrators of this
          instance set those of people.
        </Text>
      </Stack>
    </Container>
  );
}

function Meters({ quotas }: { quotas: readonly QuotaStandingFragment[] }) {
  return (
    <Stack gap="md">
      {quotas.map((quota) => (
        <QuotaMeter key={quota.kind} quota={quota} />
      ))}
    </Stack>
  );
}
