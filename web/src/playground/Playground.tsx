import { lazy, Suspense, useEffect, useState } from 'react';
import { createSession, type Session } from '../session/session.ts';
import './playground.css';

const Explorer = lazy(async () => {
  const { setUpWorkers } = await import('./workers.ts');
  setUpWorkers();
  return { default: (await import('./Explorer.tsx')).Explorer };
});

function pageSession(): Session {
  return createSession({
    fetch: (input, init) => globalThis.fetch(input, init),
    now: () => Date.now(),
    schedule: (task, milliseconds) => {
      const timer = window.setTimeout(task, milliseconds);
      return () => window.clearTimeout(timer);
    },
  });
}

/** GraphiQL on this gateway, as the person who is signed in here, or as nobody. */
export function Playground() {
  const [session] = useState(pageSession);
  const [status, setStatus] = useState(() => session.state().status);
  useEffect(() => {
    const stop = session.subscribe(() => setStatus(session.state().status));
    session.renew().catch(() => undefined);
    return () => {
      stop();
    };
  }, [session]);

  if (status === 'loading') return <p className="loading">Loading…</p>;
  return (
    <div className="playground">
      {status === 'signedIn' ? null : (
        <p className="note" role="status">
          {status === 'unreachable'
            ? 'The server cannot be reached: nothing can be asked right now.'
            : 'You are not signed in: requests are sent as nobody.'}{' '}
          <a href="/sign-in">Sign in</a>, then reload this page.
        </p>
      )}
      <main className="explorer">
        <Suspense fallback={<p className="loading">Loading the editor…</p>}>
          <Explorer session={session} isSignedIn={status === 'signedIn'} />
        </Suspense>
      </main>
    </div>
  );
}
