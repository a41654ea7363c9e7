import { Alert, Portal, Stack } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconWifiOff } from '@tabler/icons-react';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import classes from './Notices.module.css';

interface Notice {
  id: number;
  kind: 'failure' | 'success';
  text: string;
}

type Notify = (kind: Notice['kind'], text: string) => void;

const NoticeContext = createContext<Notify>(() => undefined);
const SHOWN_MILLISECONDS = 8_000;

/** Short messages in the corner, and the word that the network is gone for as long as it is. */
export function NoticeProvider({ children }: { children: ReactNode }) {
  const [notices, setNotices] = useState<Notice[]>([]);
  const counter = useRef(0);
  const timers = useRef(new Set<number>());
  const { online } = useNetwork();
  const drop = useCallback((id: number) => setNotices((all) => all.filter((notice) => notice.id !== id)), []);
  const notify = useCallback<Notify>(
    (kind, text) => {
      counter.current += 1;
      const id = counter.current;
      setNotices((all) => [...all.slice(-3), { id, kind, text }]);
      const timer = window.setTimeout(() => {
        timers.current.delete(timer);
        drop(id);
      }, SHOWN_MILLISECONDS);
      timers.current.add(timer);
    },
    [drop],
  );
  useEffect(() => {
    const pending = timers.current;
    return () => {
      for (const timer of pending) window.clearTimeout(timer);
    };
  }, []);
  return (
    <NoticeContext.Provider value={notify}>
      {children}
      <Portal>
        <Stack className={classes.notices} gap="xs" aria-live="polite">
          {online ? null : (
            <Alert color="orange.9" variant="filled" icon={<IconWifiOff />} role="alert">
              You are offline. What is shown may be old; everything goes on by itself when the network is
              back.
            </Alert>
          )}
          {notices.map((notice) => (
            <Alert
              key={notice.id}
              className={classes.notice}
              color={notice.kind === 'failure' ? 'red.9' : 'brand.7'}
              variant="filled"
              withCloseButton
              closeButtonLabel="Dismiss"
              onClose={() => drop(notice.id)}
            >
              {notice.text}
            </Alert>
          ))}
        </Stack>
      </Portal>
    </NoticeContext.Provider>
  );
}

export function useNotify(): Notify {
  return useContext(NoticeContext);
}
