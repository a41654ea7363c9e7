import { useQuery } from 'urql';
import { InstanceAdminDocument } from '../../__generated__/operations.ts';
import { PersonalPage } from '../../app/PersonalPage.tsx';
import { PersonAccount } from './PersonAccount.tsx';

/** A person's account, for instance administrators who share no workspace with them. */
export function InstancePersonPage() {
  const [{ data }] = useQuery({ query: InstanceAdminDocument });
  return (
    <PersonalPage person={data?.me} size="sm">
      <PersonAccount />
    </PersonalPage>
  );
}
