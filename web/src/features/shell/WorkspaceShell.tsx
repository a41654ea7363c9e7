import { ActionIcon, Burger, Drawer, Group } from '@mantine/core';
import { useDisclosure, useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { IconActivity } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Outlet, useLocation, useParams } from 'react-router';
import { useQuery } from 'urql';
import { WorkspaceShellDocument } from '../../__generated__/operations.ts';
import { problemOf } from '../../api/problem.ts';
import { Brand } from '../../app/Brand.tsx';
import { ColorSchemeToggle } from '../../app/ColorSchemeToggle.tsx';
import { NotFoundPage } from '../../app/NotFoundPage.tsx';
import { PageLoading } from '../../app/PageLoading.tsx';
import { Retry } from '../../app/Retry.tsx';
import { ActivityPanel } from '../activity/ActivityPanel.tsx';
import { WorkspaceLiveProvider } from '../activity/WorkspaceLive.tsx';
import { UploadsProvider } from '../documents/Uploads.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { ShellContext, type ShellData } from './ShellContext.tsx';
import { WorkspaceNavigation } from './WorkspaceNavigation.tsx';
import classes from './WorkspaceShell.module.css';

export function WorkspaceShell() {
  const { workspaceId = '' } = useParams();
  const [{ data, error, fetching }, reload] = useQuery({
    query: WorkspaceShellDocument,
    variables: { workspaceId },
  });
  const current = data?.workspace?.id === workspaceId || !fetching ? data : undefined;
  if (current === undefined) {
    if (error === undefined) return <PageLoading />;
    return (
      <main className={classes.problem}>
        <Retry problem={problemOf(error)} onRetry={() => reload({ requestPolicy: 'network-only' })} />
      </main>
    );
  }
  if (current.workspace === null) return <NotFoundPage what="workspace" />;
  const shell: ShellData = {
    workspace: current.workspace,
    workspaces: current.workspaces.edges.map(({ node }) => node),
    me: current.me,
  };
  return (
    <ShellContext.Provider value={shell}>
      <WorkspaceLiveProvider key={workspaceId} workspaceId={workspaceId}>
        <UploadsProvider workspaceId={workspaceId}>
          <ShellFrame shell={shell} />
        </UploadsProvider>
      </WorkspaceLiveProvider>
    </ShellContext.Provider>
  );
}

function ShellFrame({ shell }: { shell: ShellData }) {
  const { pathname } = useLocation();
  const [isNavigationOpen, navigation] = useDisclosure();
  const [isDrawerOpen, activityDrawer] = useDisclosure();
  const [isColumnOpen, setColumnOpen] = useLocalStorage({
    key: 'codexcontinue-activity',
    defaultValue: true,
  });
  const isWide = useMediaQuery('(min-width: 75em)', undefined, { getInitialValueInEffect: false }) ?? false;
  const isActivityOpen = isWide ? isColumnOpen : isDrawerOpen;

  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever went somewhere is done with the drawer
  useEffect(() => navigation.close(), [pathname]);

  return (
    <div className={classes.shell} data-activity={isWide && isColumnOpen}>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <header className={classes.header}>
        <Group gap="xs" wrap="nowrap">
          <Burger
            hiddenFrom="sm"
            size="sm"
            opened={isNavigationOpen}
            onClick={navigation.toggle}
            aria-label="Navigation"
            aria-expanded={isNavigationOpen}
          />
          <Brand />
        </Group>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            variant={isActivityOpen ? 'light' : 'subtle'}
            color={isActivityOpen ? 'brand' : 'gray'}
            size="lg"
            aria-label="Activity"
            aria-expanded={isActivityOpen}
            onClick={() => (isWide ? setColumnOpen(!isColumnOpen) : activityDrawer.toggle())}
          >
            <IconActivity size={18} />
          </ActionIcon>
          <ColorSchemeToggle />
          <AccountMenu person={shell.me} />
        </Group>
      </header>
      <nav className={classes.navigation} aria-label="Workspace">
        <WorkspaceNavigation />
      </nav>
      <main id="content" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
      {isWide && isColumnOpen ? (
        <aside className={classes.activity} aria-label="Activity">
          <ActivityPanel myId={shell.me?.id} />
        </aside>
      ) : null}
      <Drawer
        opened={isNavigationOpen}
        onClose={navigation.close}
        hiddenFrom="sm"
        size="19rem"
        title={shell.workspace.name}
        closeButtonProps={{ 'aria-label': 'Close navigation' }}
      >
        <nav aria-label="Workspace">
          <WorkspaceNavigation />
        </nav>
      </Drawer>
      <Drawer
        opened={!isWide && isDrawerOpen}
        onClose={activityDrawer.close}
        position="right"
        size="22rem"
        title="Activity"
        closeButtonProps={{ 'aria-label': 'Close activity' }}
      >
        <ActivityPanel myId={shell.me?.id} withTitle={false} />
      </Drawer>
    </div>
  );
}
