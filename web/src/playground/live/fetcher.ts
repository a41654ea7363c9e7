import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import { Kind, parse } from 'graphql';
import { authorizedFetch } from '../../api/authorized-fetch.ts';
import type { LiveSocket } from '../../api/socket.ts';
import type { Session } from '../../session/session.ts';
import type { LiveObserver, LiveSubscription } from './live-subscription.ts';
import { operationSource } from './operation-source.ts';

function isSubscription(query: string, operationName: string | null | undefined): boolean {
  try {
    return parse(query).definitions.some(
      (definition) =>
        definition.kind === Kind.OPERATION_DEFINITION &&
        definition.operation === 'subscription' &&
        (!operationName || definition.name?.value === operationName),
    );
  } catch {
    // The server says what is wrong with it, and where.
    return false;
  }
}

/** Sends queries and mutations over HTTP as the current person; subscriptions go over the socket and are resumed. */
export function createPlaygroundFetcher(
  session: Session,
  socket: LiveSocket,
  live: LiveSubscription,
): Fetcher {
  const ask = createGraphiQLFetcher({
    url: '/graphql',
    fetch: authorizedFetch(session, (input, init) => globalThis.fetch(input, init)),
  });
  return (parameters, options) => {
    if (!isSubscription(parameters.query, parameters.operationName)) return ask(parameters, options);
    return {
      subscribe: (observer) => {
        // GraphiQL gives an object; the type also allows for functions, as Observables do.
        if (typeof observer !== 'object') throw new TypeError('A subscription is observed by an object.');
        const unsubscribe = live.start(operationSource(socket, parameters), observer as LiveObserver);
        return { unsubscribe };
      },
    };
  };
}
