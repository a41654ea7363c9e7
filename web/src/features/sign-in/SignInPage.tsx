import { Alert, Anchor, Stack, Tabs } from '@mantine/core';
import { useState } from 'react';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { ApiProvider } from '../../api/ApiContext.tsx';
import { EntrancePage } from '../../app/EntrancePage.tsx';
import { PageLoading } from '../../app/PageLoading.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { useSession, useSessionState } from '../../session/SessionContext.tsx';
import { CredentialsForm } from './CredentialsForm.tsx';
import { safeNextPath } from './next-path.ts';
import { OtherWays } from './OtherWays.tsx';
import { PasskeyStep } from './PasskeyStep.tsx';
import { providerProblem } from './provider-problem.ts';

export type SignInMode = 'sign-in' | 'sign-up';

export function SignInPage({ mode }: { mode: SignInMode }) {
  const session = useSession();
  const state = useSessionState();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const [passkeyStep, setPasskeyStep] = useState<string>();
  usePageTitle(mode === 'sign-in' ? 'Sign in' : 'Sign up');
  const next = safeNextPath(parameters.get('next'));
  if (state.status === 'signedIn') return <Navigate to={next} replace />;
  if (state.status === 'loading') return <PageLoading />;

  const query = parameters.size > 0 ? `?${parameters}` : '';
  const problem = providerProblem(parameters.get('error'));
  return (
    <EntrancePage
      title={mode === 'sign-in' ? 'Welcome back' : 'Make your account'}
      subtitle="A private AI workspace on your own machines."
    >
      <Tabs
        value={mode}
        onChange={(value) => {
          setPasskeyStep(undefined);
          navigate(`/${value}${query}`, { replace: true });
        }}
      >
        <Tabs.List grow mb="md" aria-label="Sign in or sign up">
          <Tabs.Tab value="sign-in">Sign in</Tabs.Tab>
          <Tabs.Tab value="sign-up">Sign up</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={mode}>
          <ApiProvider session={session}>
            <Stack gap="md">
              {problem === undefined ? null : (
                <Alert color="red" role="alert">
                  {problem}
                </Alert>
              )}
              {passkeyStep === undefined ? (
                <>
                  <CredentialsForm key={mode} mode={mode} onPasskeyRequired={setPasskeyStep} />
                  {mode === 'sign-in' ? (
                    <Anchor component={Link} to="/forgot-password" size="sm" ta="center">
                      Forgot your password?
                    </Anchor>
                  ) : null}
                  <OtherWays next={next} />
                </>
              ) : (
                <PasskeyStep message={passkeyStep} onBack={() => setPasskeyStep(undefined)} />
              )}
            </Stack>
          </ApiProvider>
        </Tabs.Panel>
      </Tabs>
    </EntrancePage>
  );
}
