import 'graphiql/style.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { useMemo } from 'react';
import { authorizedFetch } from '../api/authorized-fetch.ts';
import { createSocket } from '../api/socket.ts';
import type { Session } from '../session/session.ts';

const FIRST_QUERY = `# What the web app can do, this API can do.
# Ctrl-Enter runs the query.
query WhoAmI {
  me {
    name
    email
  }
}
`;

export function Explorer({ session }: { session: Session }) {
  const fetcher = useMemo(
    () =>
      createGraphiQLFetcher({
        url: '/graphql',
        fetch: authorizedFetch(session, (input, init) => globalThis.fetch(input, init)),
        wsClient: createSocket(session).client,
      }),
    [session],
  );
  return <GraphiQL fetcher={fetcher} defaultQuery={FIRST_QUERY} />;
}
