import { Box, Center, Group, Paper, Stack, Tabs, Text, Title } from '@mantine/core';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { ApiProvider } from '../../api/ApiContext.tsx';
import { Brand } from '../../app/Brand.tsx';
import { ColorSchemeToggle } from '../../app/ColorSchemeToggle.tsx';
import { PageLoading } from '../../app/PageLoading.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { useSession, useSessionState } from '../../session/SessionContext.tsx';
import { CredentialsForm } from './CredentialsForm.tsx';
import { safeNextPath } from './next-path.ts';

export type SignInMode = 'sign-in' | 'sign-up';

export function SignInPage({ mode }: { mode: SignInMode }) {
  const session = useSession();
  const state = useSessionState();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  usePageTitle(mode === 'sign-in' ? 'Sign in' : 'Sign up');
  if (state.status === 'signedIn') return <Navigate to={safeNextPath(parameters.get('next'))} replace />;
  if (state.status === 'loading') return <PageLoading />;

  const query = parameters.size > 0 ? `?${parameters}` : '';
  return (
    <Center mih="100dvh" p="md" component="main">
      <Box w="100%" maw="26rem">
        <Group justify="space-between" mb="lg">
          <Brand />
          <ColorSchemeToggle />
        </Group>
        <Paper withBorder p={{ base: 'md', xs: 'xl' }} radius="lg">
          <Stack gap={4} mb="md">
            <Title order={1} size="h3">
              {mode === 'sign-in' ? 'Welcome back' : 'Make your account'}
            </Title>
            <Text c="dimmed" size="sm">
              A private AI workspace on your own machines.
            </Text>
          </Stack>
          <Tabs value={mode} onChange={(value) => navigate(`/${value}${query}`, { replace: true })}>
            <Tabs.List grow mb="md" aria-label="Sign in or sign up">
              <Tabs.Tab value="sign-in">Sign in</Tabs.Tab>
              <Tabs.Tab value="sign-up">Sign up</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value={mode}>
              <ApiProvider session={session}>
                <CredentialsForm key={mode} mode={mode} />
              </ApiProvider>
            </Tabs.Panel>
          </Tabs>
        </Paper>
      </Box>
    </Center>
  );
}
