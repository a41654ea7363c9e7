import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { Provider as UrqlProvider } from 'urql';
import type { Session } from '../session/session.ts';
import { createApiClient } from './client.ts';
import { createSocket, type LiveSocket } from './socket.ts';

interface Api {
  session: Session;
  socket: LiveSocket;
}

const ApiContext = createContext<Api | undefined>(undefined);

/** The client and the socket of one person; give it a `key` per person so that nothing of another one is left. */
export function ApiProvider({ session, children }: { session: Session; children: ReactNode }) {
  const client = useMemo(() => createApiClient(session), [session]);
  const api = useMemo(() => ({ session, socket: createSocket(session) }), [session]);
  useEffect(() => () => void api.socket.client.dispose(), [api]);
  return (
    <ApiContext.Provider value={api}>
      <UrqlProvider value={client}>{children}</UrqlProvider>
    </ApiContext.Provider>
  );
}

export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === undefined) throw new Error('useApi needs an ApiProvider above it.');
  return api;
}
