import { Button, Container, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useLocation, useParams } from 'react-router';
import { useClient, useQuery } from 'urql';
import {
  DisablePersonDocument,
  EnablePersonDocument,
  InstanceAdminDocument,
} from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { ConfirmDialog } from '../../app/ConfirmDialog.tsx';
import { PageLoading } from '../../app/PageLoading.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { visibleText } from '../../content/hidden-characters.ts';
import { useAction } from '../account/useAction.ts';
import { PersonLimits } from './PersonLimits.tsx';

/** Keeps a person from using the instance, or lets them in again; for instance administrators. */
export function PersonPage() {
  const { userId = '' } = useParams();
  // By the id alone the API tells nobody's name: the member's row hands it on.
  const { state } = useLocation();
  const name = visibleText(typeof state?.name === 'string' ? state.name : `Person ${userId}`).text;
  usePageTitle(`${name} on this instance`);
  const client = useClient();
  const action = useAction();
  const [isAsking, setAsking] = useState(false);
  const [done, setDone] = useState<string>();
  const [{ data, fetching }] = useQuery({ query: InstanceAdminDocument });

  async function change(isDisabling: boolean) {
    setDone(undefined);
    await action.run(async () => {
      const changed = isDisabling
        ? dataOf(await client.mutation(DisablePersonDocument, { userId })).disablePerson
        : dataOf(await client.mutation(EnablePersonDocument, { userId })).enablePerson;
      if (changed.__typename !== 'PersonChanged') throw new Error(changed.message);
      const changedName = visibleText(changed.user.name).text;
      setDone(
        changed.disabled
          ? `${changedName} is disabled: signed out everywhere, and kept out.`
          : `${changedName} is enabled: may sign in again.`,
      );
      setAsking(false);
    });
  }

  if (data === undefined && fetching) return <PageLoading inside />;
  return (
    <Container size="sm" py="lg">
      <Stack gap="md">
        <Title order={1} size="h2">
          {name} on this instance
        </Title>
        {data?.me?.isInstanceAdmin ? (
          <>
            <Text size="sm" c="dimmed">
              Id {userId}
            </Text>
            <Text size="sm">
              Somebody who is disabled is signed out everywhere, their API keys are refused, and they cannot
              sign in. Nothing is deleted. Enabling lets them sign in again.
            </Text>
            {action.problem === undefined || isAsking ? null : (
              <Text size="sm" c="var(--mantine-color-error)" role="alert">
                {action.problem}
              </Text>
            )}
            <Text size="sm" role="status">
              {done}
            </Text>
            <Group gap="xs">
              <Button color="red" variant="light" onClick={() => setAsking(true)}>
                Disable
              </Button>
              <Button variant="default" loading={action.isRunning} onClick={() => void change(false)}>
                Enable
              </Button>
            </Group>
            <PersonLimits userId={userId} />
          </>
        ) : (
          <Text c="dimmed">
            Only administrators of this instance disable and enable people, and set their limits.
          </Text>
        )}
      </Stack>
      <ConfirmDialog
        isOpen={isAsking}
        title={`Disable ${name}?`}
        text="They are signed out everywhere at once, and their API keys are refused, in every workspace."
        verb="Disable"
        isRunning={action.isRunning}
        problem={action.problem}
        onConfirm={() => void change(true)}
        onClose={() => setAsking(false)}
      />
    </Container>
  );
}
