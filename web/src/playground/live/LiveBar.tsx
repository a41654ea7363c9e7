import { useEffect, useSyncExternalStore } from 'react';
import { usePlayground } from '../PlaygroundContext.tsx';
import { describeLive } from './live-state.ts';

/** What becomes of the subscription: its connection, its last cursor, its events, and how to pause it. */
export function LiveBar() {
  const { live } = usePlayground();
  const state = useSyncExternalStore(live.listen, live.state);
  useEffect(() => {
    window.addEventListener('online', live.wake);
    return () => window.removeEventListener('online', live.wake);
  }, [live]);

  const { status, cursor, events, recent, problem } = state;
  if (status === 'idle') return null;
  const isRunning = status === 'connecting' || status === 'live' || status === 'reconnecting';
  return (
    <section className="live" aria-label="Subscription">
      <div className="live-line">
        <span className={`live-dot live-dot-${status}`} aria-hidden="true" />
        <span role="status">{describeLive(state)}</span>
        <span className="live-count">
          {events} {events === 1 ? 'event' : 'events'}
        </span>
      </div>
      {problem !== undefined && (
        <p className="live-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="live-line">
        {cursor !== undefined && (
          <p className="live-cursor">
            Last cursor <code>{cursor}</code>
          </p>
        )}
        {isRunning && (
          <button type="button" className="action" onClick={live.pause}>
            Pause
          </button>
        )}
        {status === 'paused' && (
          <button type="button" className="action action-primary" onClick={live.resume}>
            {cursor === undefined ? 'Resume' : 'Resume from cursor'}
          </button>
        )}
      </div>
      {recent.length > 0 && (
        <details>
          <summary>Events, newest first</summary>
          <ol className="live-events" aria-label="Events, newest first">
            {recent.map(({ number, result }) => (
              <li key={number}>
                <span className="live-number">{number}</span>
                <code>{JSON.stringify((result as { data?: unknown }).data ?? result)}</code>
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}
