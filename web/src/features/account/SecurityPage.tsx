import { Alert, Anchor, Box, Container, Group, Stack, Title } from '@mantine/core';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { AccountSecurityDocument } from '../../__generated__/operations.ts';
import { problemOf } from '../../api/problem.ts';
import { Brand } from '../../app/Brand.tsx';
import { ColorSchemeToggle } from '../../app/ColorSchemeToggle.tsx';
import { PageLoading } from '../../app/PageLoading.tsx';
import { Retry } from '../../app/Retry.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { AccountMenu } from '../shell/AccountMenu.tsx';
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
  return (
    <Box mih="100dvh">
      <Group justify="space-between" p="md">
        <Anchor component={Link} to="/" underline="never" c="inherit">
          <Brand />
        </Anchor>
        <Group gap="xs">
          <ColorSchemeToggle />
          <AccountMenu person={me ? { name: me.name, email: me.email ?? null } : undefined} />
        </Group>
      </Group>
      <Container size="sm" component="main" py="md">
        <Stack gap="lg">
          <Title order={1} size="h2">
            Security
          </Title>
          {error === undefined ? null : <Retry problem={problemOf(error)} onRetry={reload} />}
          {security?.secondFactorRequired ? (
            <Alert color="orange" role="alert">
              Here everybody needs a second factor. Set up an authenticator app or a passkey to go on.
            </Alert>
          ) : null}
          {security ? (
            <>
              <EmailSection email={me?.email ?? ''} isVerified={security.emailVerified} />
              <PasswordSection hasPassword={security.hasPassword} email={me?.email ?? ''} />
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
              <SessionsSection />
            </>
          ) : null}
        </Stack>
      </Container>
    </Box>
  );
}
