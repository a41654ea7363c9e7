import { Container } from '@mantine/core';
import { PersonAccount } from './PersonAccount.tsx';

/** A person's account within a workspace's pages, for instance administrators. */
export function PersonPage() {
  return (
    <Container size="sm" py="lg">
      <PersonAccount />
    </Container>
  );
}
