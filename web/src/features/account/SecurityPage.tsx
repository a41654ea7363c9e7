import { Alert, Stack, Title } from '@mantine/core';
import { useQuery } from 'urql';
import { AccountSecurityDocument } from '../../__generated__/operations.ts';
import { problemOf } from '../../api/problem.ts';
import { PageLoading } from '../../app/PageLoading.tsx';
import { PersonalPage } from '../../app/PersonalPage.tsx';
import { Retry } from '../../app/Retry.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { EmailSection } from './EmailSection.tsx';
import { PasskeysSection } from './PasskeysSection.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import { SecondFactorSection } from './SecondFactorSection.tsx';
import { SessionsSection } from './SessionsSection.tsx';

/** How a person signs in: address, password, second factor, passkeys; and where they are signed in. */
export function SecurityPage() {
  usePageTitle('Security');
  const [{ data, error }, ask] = useQuery({
    query: AccountSecurityDocument,
    requestPolicy: 'cache-and-network',
  });
  const reload = () => ask({ requestPolicy: 'network-only' });
  if (data === undefined && error === undefined) return <PageLoading />;
  const { me, accountSecurity: security } = data ?? {};
  // Whoever lacks a factor is let do nothing but what leads to one.
  const isHeld = security?.secondFactorRequired === true;
  return (
    <PersonalPage person={me} size="sm">
      <Stack gap="lg">
        <Title order={1} size="h2">
          Security
        </Title>
        {error === undefined ? null : <Retry problem={problemOf(error)} onRetry={reload} />}
        {isHeld ? (
          <Alert color="orange" role="alert">
            Here everybody needs a second factor. Set up an authenticator app or a passkey to go on.
          </Alert>
        ) : null}
        {security ? (
          <>
            <EmailSection email={me?.email ?? ''} isVerified={security.emailVerified} />
            {isHeld && security.hasPassword ? null : (
              <PasswordSection hasPassword={security.hasPassword} email={me?.email ?? ''} />
            )}
            <SecondFactorSection
              isOn={security.secondFactorEnabled}
              hasPassword={security.hasPassword}
              onChanged={reload}
            />
            <PasskeysSection
              passkeys={security.passkeys}
              hasPassword={security.hasPassword}
              onChanged={reload}
            />
            {isHeld ? null : <SessionsSection />}
          </>
        ) : null}
      </Stack>
    </PersonalPage>
  );
}
