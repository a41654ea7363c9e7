import { createBrowserRouter } from 'react-router';
import { SignInPage } from '../features/sign-in/SignInPage.tsx';
import { WorkspacesPage } from '../features/workspaces/WorkspacesPage.tsx';
import { ErrorPage } from './ErrorPage.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';
import { PageLoading } from './PageLoading.tsx';
import { SignedIn } from './SignedIn.tsx';

const chatPage = async () => ({ Component: (await import('../features/chat/ChatPage.tsx')).ChatPage });

export const router = createBrowserRouter([
  {
    errorElement: <ErrorPage />,
    hydrateFallbackElement: <PageLoading />,
    children: [
      { path: 'sign-in', element: <SignInPage mode="sign-in" /> },
      { path: 'sign-up', element: <SignInPage mode="sign-up" /> },
      {
        path: 'forgot-password',
        lazy: async () => ({
          Component: (await import('../features/account/ForgotPasswordPage.tsx')).ForgotPasswordPage,
        }),
      },
      {
        path: 'reset-password',
        lazy: async () => ({
          Component: (await import('../features/account/ResetPasswordPage.tsx')).ResetPasswordPage,
        }),
      },
      {
        path: 'verify-email',
        lazy: async () => ({
          Component: (await import('../features/account/VerifyEmailPage.tsx')).VerifyEmailPage,
        }),
      },
      {
        element: <SignedIn />,
        children: [
          { index: true, element: <WorkspacesPage /> },
          {
            path: 'settings/security',
            lazy: async () => ({
              Component: (await import('../features/account/SecurityPage.tsx')).SecurityPage,
            }),
          },
          {
            path: 'instance/audit',
            lazy: async () => ({
              Component: (await import('../features/audit/InstanceAuditPage.tsx')).InstanceAuditPage,
            }),
          },
          {
            path: 'instance/outbound-calls',
            lazy: async () => ({
              Component: (await import('../features/outbound/OutboundCallsPage.tsx')).OutboundCallsPage,
            }),
          },
          {
            path: 'instance/roles',
            lazy: async () => ({
              Component: (await import('../features/instance/InstanceRolesPage.tsx')).InstanceRolesPage,
            }),
          },
          {
            path: 'instance/people/:userId',
            lazy: async () => ({
              Component: (await import('../features/instance/InstancePersonPage.tsx')).InstancePersonPage,
            }),
          },
          {
            path: 'settings/hardening',
            lazy: async () => ({
              Component: (await import('../features/hardening/HardeningPage.tsx')).HardeningPage,
            }),
          },
          {
            path: 'invitation',
            lazy: async () => ({
              Component: (await import('../features/account/InvitationPage.tsx')).InvitationPage,
            }),
          },
          {
            path: 'w/:workspaceId',
            lazy: async () => ({
              Component: (await import('../features/shell/WorkspaceShell.tsx')).WorkspaceShell,
            }),
            children: [
              {
                errorElement: <ErrorPage inside />,
                children: [
                  { index: true, lazy: chatPage },
                  { path: 'c/:conversationId', lazy: chatPage },
                  {
                    path: 'documents',
                    lazy: async () => ({
                      Component: (await import('../features/documents/DocumentsPage.tsx')).DocumentsPage,
                    }),
                  },
                  {
                    path: 'documents/:documentId',
                    lazy: async () => ({
                      Component: (await import('../features/documents/DocumentPage.tsx')).DocumentPage,
                    }),
                  },
                  {
                    path: 'members',
                    lazy: async () => ({
                      Component: (await import('../features/members/MembersPage.tsx')).MembersPage,
                    }),
                  },
                  {
                    path: 'audit',
                    lazy: async () => ({
                      Component: (await import('../features/audit/WorkspaceAuditPage.tsx'))
                        .WorkspaceAuditPage,
                    }),
                  },
                  {
                    path: 'keys',
                    lazy: async () => ({
                      Component: (await import('../features/keys/ApiKeysPage.tsx')).ApiKeysPage,
                    }),
                  },
                  {
                    path: 'people/:userId',
                    lazy: async () => ({
                      Component: (await import('../features/instance/PersonPage.tsx')).PersonPage,
                    }),
                  },
                  {
                    path: 'usage',
                    lazy: async () => ({
                      Component: (await import('../features/usage/UsagePage.tsx')).UsagePage,
                    }),
                  },
                  { path: '*', element: <NotFoundPage inside /> },
                ],
              },
            ],
          },
        ],
      },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
]);
