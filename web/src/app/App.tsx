import { MantineProvider } from '@mantine/core';
import { RouterProvider } from 'react-router/dom';
import { SessionProvider } from '../session/SessionContext.tsx';
import { NoticeProvider } from './Notices.tsx';
import { router } from './router.tsx';
import { readableVariables, theme } from './theme.ts';

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={readableVariables} defaultColorScheme="auto">
      <NoticeProvider>
        <SessionProvider>
          <RouterProvider router={router} />
        </SessionProvider>
      </NoticeProvider>
    </MantineProvider>
  );
}
