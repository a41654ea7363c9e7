import { Container, Stack, Text, Title } from '@mantine/core';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { InstanceAdminDocument, PersonDocument } from '../../__generated__/operations.ts';
import { problemOf } from '../../api/problem.ts';
import { PageLoading } from '../../app/PageLoading.tsx';
import { Retry } from '../../app/Retry.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { visibleText } from '../../content/hidden-characters.ts';
import { PersonLimits } from './PersonLimits.tsx';
import { PersonState } from './PersonState.tsx';

/** A person's account, for instance administrators. */
export function PersonPage() {
  const { userId = '' } = useParams();
  const [{ data: asking, fetching: isAskingWho }] = useQuery({ query: InstanceAdminDocument });
  const mayManage = asking?.me?.isInstanceAdmin === true;
  const [{ data, error, fetching }, reload] = useQuery({
    query: PersonDocument,
    variables: { userId },
    pause: !mayManage,
  });
  const person = data?.person;
  const name = visibleText(person?.name ?? `Person ${userId}`).text;
  usePageTitle(`${name} on this instance`);
  const isLoading = (asking === undefined && isAskingWho) || (mayManage && data === undefined && fetching);
  if (isLoading) return <PageLoading inside />;
  return (
    <Container size="sm" py="lg">
      <Stack gap="md">
        <Title order={1} size="h2">
          {name} on this instance
        </Title>
        {mayManage ? null : (
          <Text c="dimmed">
            Only administrators of this instance disable and enable people, and set their limits.
          </Text>
        )}
        {error === undefined || person ? null : (
          <Retry problem={problemOf(error)} onRetry={() => reload({ requestPolicy: 'network-only' })} />
        )}
        {person === null && error === undefined ? (
          <Text c="dimmed">There is no account with this id.</Text>
        ) : null}
        {person ? <PersonState userId={userId} name={name} isDisabled={person.isDisabled === true} /> : null}
        {person ? <PersonLimits userId={userId} /> : null}
      </Stack>
    </Container>
  );
}
