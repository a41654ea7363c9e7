import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { InstanceAdminDocument } from '../../__generated__/operations.ts';

interface PersonLinkProps {
  workspaceId: string;
  person: { id: string; name: string };
}

/** The way from a member to what the instance's administrators do about a person; nothing for everybody else. */
export function PersonLink({ workspaceId, person }: PersonLinkProps) {
  const [{ data }] = useQuery({ query: InstanceAdminDocument, requestPolicy: 'cache-first' });
  if (!data?.me?.isInstanceAdmin) return null;
  return (
    <Button
      component={Link}
      to={`/w/${workspaceId}/people/${person.id}`}
      size="xs"
      variant="subtle"
      aria-label={`Account of ${person.name}`}
    >
      Account
    </Button>
  );
}
