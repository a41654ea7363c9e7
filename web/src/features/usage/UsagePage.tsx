import { Container, Skeleton, Stack, Title } from '@mantine/core';
import { useClient, useQuery } from 'urql';
import { SetWorkspaceLimitDocument, WorkspaceLimitsDocument } from '../../__generated__/operations.ts';
import { dataOf, problemOf } from '../../api/problem.ts';
import { Retry } from '../../app/Retry.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { Section } from '../account/Section.tsx';
import { canManage } from '../members/member-rights.ts';
import { useShell } from '../shell/ShellContext.tsx';
import { doneOrThrow } from './done-or-throw.ts';
import type { SetLimit } from './LimitForm.tsx';
import { LimitList } from './LimitList.tsx';
import { hintOfWorkspace } from './limit-hints.ts';

/** How much the person, and the workspace's members together, have used of what they may; managers set the limits. */
export function UsagePage() {
  const { workspace, me } = useShell();
  const name = workspace.name;
  usePageTitle(`Usage in ${name}`);
  const client = useClient();
  const workspaceId = workspace.id;
  const [{ data, error }, ask] = useQuery({
    query: WorkspaceLimitsDocument,
    variables: { workspaceId, userId: me?.id ?? '' },
    requestPolicy: 'network-only',
  });
  const reload = () => ask({ requestPolicy: 'network-only' });
  const setLimit: SetLimit = async (kind, limit) => {
    const input = { workspaceId, kind, limit };
    doneOrThrow(dataOf(await client.mutation(SetWorkspaceLimitDocument, { input })));
    reload();
  };
  const isManager = canManage(workspace.viewerRole);
  const here = data?.workspace?.member?.quotas?.filter(({ isSet }) => isSet) ?? [];
  return (
    <Container size="sm" py="lg">
      <Stack gap="lg">
        <Title order={1} size="h2">
          Usage
        </Title>
        {error === undefined ? null : <Retry problem={problemOf(error)} onRetry={reload} />}
        {data === undefined && error === undefined ? <Skeleton height={240} /> : null}
        {data?.me?.quotas ? (
          <Section
            title="Yours"
            text="What you may use, in all your workspaces together. Administrators of this instance set these limits."
          >
            <LimitList quotas={data.me.quotas} />
          </Section>
        ) : null}
        {here.length > 0 ? (
          <Section
            title="Yours in this workspace"
            text="What you may use here. Owners and admins set these limits."
          >
            <LimitList quotas={here} />
          </Section>
        ) : null}
        {data?.workspace ? (
          <Section
            title={name}
            text={`What the members of this workspace share. ${
              isManager
                ? 'You set these limits here, those of a member among the members, those of an API key among the keys.'
                : 'Its owners and admins set these limits.'
            }`}
          >
            <LimitList
              quotas={data.workspace.quotas}
              onSet={isManager ? setLimit : undefined}
              hintOf={hintOfWorkspace(data.me?.isInstanceAdmin === true)}
            />
          </Section>
        ) : null}
      </Stack>
    </Container>
  );
}
