import { MantineProvider } from '@mantine/core';
import { RouterProvider } from 'react-router/dom';
import { SessionProvider } from '../session/SessionContext.tsx';
import { NoticeProvider } from './Notices.tsx';
import { router } from './router.tsx';
import { theme } from './theme.ts';

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <NoticeProvider>
        <SessionProvider>
          <RouterProvider router={router} />
        </SessionProvider>
      </NoticeProvider>
    </MantineProvider>
  );
}
