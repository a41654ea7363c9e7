import { Stack, Text, Title } from '@mantine/core';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { InstanceAdminDocument, PersonDocument } from '../../__generated__/operations.ts';
import { problemOf } from '../../api/problem.ts';
import { PageLoading } from '../../app/PageLoading.tsx';
import { Retry } from '../../app/Retry.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { visibleText } from '../../content/hidden-characters.ts';
import { PersonLimits } from './PersonLimits.tsx';
import { PersonRoles } from './PersonRoles.tsx';
import { PersonState } from './PersonState.tsx';
import { SecondFactorReset } from './SecondFactorReset.tsx';

/** What instance administrators see and do about the person in the address. */
export function PersonAccount() {
  const { userId = '' } = useParams();
  const [{ data: asking, fetching: isAskingWho }] = useQuery({ query: InstanceAdminDocument });
  const mayManage = asking?.me?.isInstanceAdmin === true;
  const [{ data, error, fetching }, reload] = useQuery({
    query: PersonDocument,
    variables: { userId },
    pause: !mayManage,
  });
  const person = mayManage ? data?.person : undefined;
  const name = visibleText(person?.name ?? `Person ${userId}`).text;
  usePageTitle(`${name} on this instance`);
  const isLoading = (asking === undefined && isAskingWho) || (mayManage && data === undefined && fetching);
  if (isLoading) return <PageLoading inside />;
  const isSelf = asking?.me?.id === userId;
  const about = { userId, name, hasPassword: data?.accountSecurity?.hasPassword !== false };
  return (
    <Stack gap="md">
      <Title order={1} size="h2">
        {name} on this instance
      </Title>
      {mayManage ? null : (
        <Text c="dimmed">
          Only administrators of this instance disable and enable people, and set their roles and limits.
        </Text>
      )}
      {error === undefined || person || !mayManage ? null : (
        <Retry problem={problemOf(error)} onRetry={() => reload({ requestPolicy: 'network-only' })} />
      )}
      {person === null && error === undefined ? (
        <Text c="dimmed">There is no account with this id.</Text>
      ) : null}
      {person ? (
        <>
          <PersonState userId={userId} name={name} isDisabled={person.isDisabled === true} isSelf={isSelf} />
          <PersonRoles
            {...about}
            isSelf={isSelf}
            isAdministrator={person.isInstanceAdmin === true}
            isAuditor={person.isInstanceAuditor === true}
          />
          {isSelf ? null : <SecondFactorReset {...about} />}
          <PersonLimits userId={userId} />
        </>
      ) : null}
    </Stack>
  );
}
