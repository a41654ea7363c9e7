import { Skeleton } from '@mantine/core';
import { useClient, useQuery } from 'urql';
import { PersonLimitsDocument, SetPersonLimitDocument } from '../../__generated__/operations.ts';
import { dataOf, problemOf } from '../../api/problem.ts';
import { Section } from '../account/Section.tsx';
import { doneOrThrow } from '../usage/done-or-throw.ts';
import { LimitList } from '../usage/LimitList.tsx';
import { hintOfPerson } from '../usage/limit-hints.ts';

/** How much a person may ask for, wherever they are; for instance administrators. */
export function PersonLimits({ userId }: { userId: string }) {
  const client = useClient();
  const [{ data, error }, ask] = useQuery({
    query: PersonLimitsDocument,
    variables: { userId },
    requestPolicy: 'network-only',
  });
  return (
    <Section
      title="Limits"
      text="What they may use, in all their workspaces together."
      problem={error && problemOf(error)}
    >
      {data === undefined && error === undefined ? <Skeleton height={240} /> : null}
      {data?.personQuotas ? (
        <LimitList
          quotas={data.personQuotas}
          hintOf={hintOfPerson}
          onSet={async (kind, limit) => {
            const input = { userId, kind, limit };
            doneOrThrow(dataOf(await client.mutation(SetPersonLimitDocument, { input })));
            ask({ requestPolicy: 'network-only' });
          }}
        />
      ) : null}
    </Section>
  );
}
