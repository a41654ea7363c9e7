import { createBrowserRouter } from 'react-router';
import { ChatPage } from '../features/chat/ChatPage.tsx';
import { WorkspaceShell } from '../features/shell/WorkspaceShell.tsx';
import { SignInPage } from '../features/sign-in/SignInPage.tsx';
import { WorkspacesPage } from '../features/workspaces/WorkspacesPage.tsx';
import { ErrorPage } from './ErrorPage.tsx';
import { NotFoundPage } from './NotFoundPage.tsx';
import { PageLoading } from './PageLoading.tsx';
import { SignedIn } from './SignedIn.tsx';

export const router = createBrowserRouter([
  {
    errorElement: <ErrorPage />,
    hydrateFallbackElement: <PageLoading />,
    children: [
      { path: 'sign-in', element: <SignInPage mode="sign-in" /> },
      { path: 'sign-up', element: <SignInPage mode="sign-up" /> },
      {
        element: <SignedIn />,
        children: [
          { index: true, element: <WorkspacesPage /> },
          {
            path: 'w/:workspaceId',
            element: <WorkspaceShell />,
            children: [
              {
                errorElement: <ErrorPage inside />,
                children: [
                  { index: true, element: <ChatPage /> },
                  { path: 'c/:conversationId', element: <ChatPage /> },
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
