import 'graphiql/style.css';
import './panels.css';
import './phone.css';
import { GraphiQL } from 'graphiql';
import { useMemo } from 'react';
import { createApiClient } from '../api/client.ts';
import { createSocket } from '../api/socket.ts';
import type { Session } from '../session/session.ts';
import { createPlaygroundFetcher } from './live/fetcher.ts';
import { LiveBar } from './live/LiveBar.tsx';
import { createLiveSubscription } from './live/live-subscription.ts';
import { PlaygroundProvider } from './PlaygroundContext.tsx';
import { PLUGINS } from './plugins.tsx';
import { SystemTheme } from './SystemTheme.tsx';
import { createSavedTabs } from './saved/saved-tabs.ts';

const FIRST_QUERY = `# What the web app can do, this API can do.
# Ctrl-Enter runs the query.
query WhoAmI {
  me {
    name
    email
  }
}
`;

function schedule(task: () => void, milliseconds: number): () => void {
  const timer = window.setTimeout(task, milliseconds);
  return () => window.clearTimeout(timer);
}

/** GraphiQL with the panels of this playground. */
export function Explorer({ session, isSignedIn }: { session: Session; isSignedIn: boolean }) {
  const made = useMemo(() => {
    const live = createLiveSubscription({ renewToken: session.renew, schedule });
    return {
      fetcher: createPlaygroundFetcher(session, createSocket(session), live),
      parts: { client: createApiClient(session), live, savedTabs: createSavedTabs(window.localStorage) },
    };
  }, [session]);
  const parts = useMemo(() => ({ ...made.parts, isSignedIn }), [made, isSignedIn]);
  return (
    <PlaygroundProvider parts={parts}>
      <GraphiQL fetcher={made.fetcher} defaultQuery={FIRST_QUERY} plugins={PLUGINS}>
        <SystemTheme />
        <GraphiQL.Footer>
          <LiveBar />
        </GraphiQL.Footer>
      </GraphiQL>
    </PlaygroundProvider>
  );
}
