import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { Navigate, Outlet, useLocation } from 'react-router';
import { ApiProvider } from '../api/ApiContext.tsx';
import { useSession, useSessionState } from '../session/SessionContext.tsx';
import { Hardened } from './Hardened.tsx';
import { PageLoading } from './PageLoading.tsx';

/** Everything below needs a person: others are sent to sign in, and back here afterwards. */
export function SignedIn() {
  const session = useSession();
  const state = useSessionState();
  const { pathname, search } = useLocation();
  switch (state.status) {
    case 'loading':
      return <PageLoading />;
    case 'unreachable':
      return (
        <Center mih="100dvh" p="md" role="alert">
          <Stack align="center" gap="sm" maw="26rem" ta="center">
            <Title order={1} size="h2">
              The server cannot be reached
            </Title>
            <Text c="dimmed">
              Check your connection. If it is fine, the server may be starting: try again in a moment.
            </Text>
            <Button onClick={() => void session.renew().catch(() => undefined)}>Try again</Button>
          </Stack>
        </Center>
      );
    case 'anonymous': {
      const here = pathname + search;
      const next = state.left || here === '/' ? '' : `?next=${encodeURIComponent(here)}`;
      return <Navigate to={`/sign-in${next}`} replace />;
    }
    case 'signedIn':
      return (
        <ApiProvider key={state.epoch} session={session}>
          <Hardened>
            <Outlet />
          </Hardened>
        </ApiProvider>
      );
  }
}
