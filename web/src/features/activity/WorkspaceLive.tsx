import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { WorkspaceActivityDocument } from '../../__generated__/operations.ts';
import type { StreamState } from '../../api/resumable-subscription.ts';
import { useStream } from '../../api/useStream.ts';
import { type ActivityLog, EMPTY_LOG, type WorkspaceEvent, withEvent } from './activity-log.ts';

/** `undefined` says: events were missed, read everything afresh. */
type Listener = (event: WorkspaceEvent | undefined) => void;

interface WorkspaceLive {
  state: StreamState;
  log: ActivityLog;
  listen: (listener: Listener) => () => void;
}

const LiveContext = createContext<WorkspaceLive | undefined>(undefined);

/** Follows a workspace's events once for everything below. Needs a `key` per workspace. */
export function WorkspaceLiveProvider({
  workspaceId,
  children,
}: {
  workspaceId: string;
  children: ReactNode;
}) {
  const [log, setLog] = useState(EMPTY_LOG);
  const listeners = useRef(new Set<Listener>());
  const tell = useCallback((event: WorkspaceEvent | undefined) => {
    for (const listener of listeners.current) listener(event);
  }, []);

  const state = useStream(
    workspaceId,
    { document: WorkspaceActivityDocument, variables: { workspaceId }, pick: (data) => data.workspaceEvents },
    {
      isIncomplete: () => true,
      onValue: (event) => {
        setLog((was) => withEvent(was, event));
        tell(event);
      },
      onExpired: () => tell(undefined),
    },
  );

  // Without a cursor the stream begins now: what happened since the lists were read is only in a new reading.
  const hasCursor = log.entries.length > 0;
  useEffect(() => {
    if (state === 'live' && !hasCursor) tell(undefined);
  }, [state, hasCursor, tell]);

  const listen = useCallback((listener: Listener) => {
    listeners.current.add(listener);
    return () => {
      listeners.current.delete(listener);
    };
  }, []);
  const live = useMemo(() => ({ state, log, listen }), [state, log, listen]);
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}

export function useWorkspaceLive(): WorkspaceLive {
  const live = useContext(LiveContext);
  if (live === undefined) throw new Error('useWorkspaceLive needs a WorkspaceLiveProvider above it.');
  return live;
}

const GATHER_MILLISECONDS = 150;

/** Calls `reload` once per burst of events for which `matters` answers true, and after a gap in the events. */
export function useReloadOn(matters: (event: WorkspaceEvent) => boolean, reload: () => void): void {
  const { listen } = useWorkspaceLive();
  const latest = useRef({ matters, reload });
  useEffect(() => {
    latest.current = { matters, reload };
  });
  useEffect(() => {
    let timer: number | undefined;
    const stop = listen((event) => {
      if (event !== undefined && !latest.current.matters(event)) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => latest.current.reload(), GATHER_MILLISECONDS);
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [listen]);
}
