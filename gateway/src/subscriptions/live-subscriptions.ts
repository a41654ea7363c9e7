import { GraphQLError } from 'graphql';

/** A subscription that is open. */
export interface LiveSubscription {
  /** Goes on with the present supergraph; rejects with a GraphQLError when it no longer can. */
  replan(): Promise<void>;
  fail(error: GraphQLError): void;
}

/** All subscriptions that are open at this gateway. */
export interface LiveSubscriptions {
  add(subscription: LiveSubscription): void;
  delete(subscription: LiveSubscription): void;
  /** Goes on with all of them; those that cannot are ended, spread over time. */
  replanAll(): void;
}

/** @param spreadMilliseconds over how long ends are spread, so that not all clients come back in one moment */
export function createLiveSubscriptions(spreadMilliseconds: number): LiveSubscriptions {
  const open = new Set<LiveSubscription>();
  return {
    add: (subscription) => void open.add(subscription),
    delete: (subscription) => void open.delete(subscription),
    replanAll() {
      for (const subscription of open) {
        subscription.replan().catch((error: unknown) => {
          const reason = error instanceof GraphQLError ? ` ${error.message}` : '';
          const ending = schemaChanged(reason);
          setTimeout(() => subscription.fail(ending), Math.random() * spreadMilliseconds).unref();
        });
      }
    },
  };
}

/** The operation is no longer part of the schema; the same from the last cursor on is refused, another may go on. */
function schemaChanged(reason: string): GraphQLError {
  return new GraphQLError(
    `The schema has changed, and this subscription is no longer part of it.${reason} Subscribe anew with \`after\` set to the last cursor.`,
    { extensions: { code: 'SCHEMA_CHANGED' } },
  );
}
