import { MantineProvider } from '@mantine/core';
import { RouterProvider } from 'react-router/dom';
import { SessionProvider } from '../session/SessionContext.tsx';
import { NoticeProvider } from './Notices.tsx';
import { router } from './router.tsx';
import { styleNonce } from './style-nonce.ts';
import { readableVariables, theme } from './theme.ts';

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={readableVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <NoticeProvider>
        <SessionProvider>
          <RouterProvider router={router} />
        </SessionProvider>
      </NoticeProvider>
    </MantineProvider>
  );
}
