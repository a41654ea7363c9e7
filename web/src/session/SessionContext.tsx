import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { createSession, type Session, type SessionState } from './session.ts';

const SessionContext = createContext<Session | undefined>(undefined);

/** Tells the other tabs of this browser that somebody signed in or out here. */
const CHANNEL = 'codexcontinue-session';

function browserSession(): Session {
  return createSession({
    fetch: (input, init) => globalThis.fetch(input, init),
    now: () => Date.now(),
    schedule: (task, milliseconds) => {
      const timer = window.setTimeout(task, milliseconds);
      return () => window.clearTimeout(timer);
    },
  });
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const [session] = useState(browserSession);
  useEffect(() => {
    // Unreachable shows in the state; nothing else is to be done about it here.
    const renew = () => void session.renew().catch(() => undefined);
    renew();
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }) => {
      if (data === 'signed-out') session.forget(true);
      else if (session.state().status !== 'signedIn') renew();
    };
    let wasSignedIn = false;
    let wasForgotten = false;
    const stop = session.subscribe(() => {
      const { status } = session.state();
      if (status === 'signedIn' && !wasSignedIn && wasForgotten) channel.postMessage('signed-in');
      if (status === 'anonymous' && wasSignedIn) channel.postMessage('signed-out');
      wasForgotten = status === 'anonymous';
      wasSignedIn = status === 'signedIn';
    });
    const whenSeen = () => {
      // Timers sleep with the machine: a tab that comes back may hold a token that ended meanwhile.
      if (document.visibilityState === 'visible' && session.state().status === 'signedIn')
        void session.token();
    };
    document.addEventListener('visibilitychange', whenSeen);
    return () => {
      stop();
      channel.close();
      document.removeEventListener('visibilitychange', whenSeen);
    };
  }, [session]);
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('useSession needs a SessionProvider above it.');
  return session;
}

export function useSessionState(): SessionState {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.state);
}
