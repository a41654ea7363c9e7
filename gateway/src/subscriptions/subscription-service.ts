import { type DocumentNode, GraphQLError, type GraphQLSchema, validate } from 'graphql';
import type { AcceptedSubscription } from '../graphql/request-context.ts';
import type { SupergraphRuntime } from '../supergraph/supergraph-runtime.ts';
import { createEventExecutor, type EventExecutor } from './event-executor.ts';
import {
  createPreparer,
  type PreparedSubscription,
  type SubscriptionPreparer,
} from './prepared-subscription.ts';
import { readSubscriptionSupergraph } from './supergraph.ts';

/** How subscriptions are served with one supergraph. */
export interface SubscriptionService {
  /** The supergraph's. */
  readonly id: string;
  readonly apiSchema: GraphQLSchema;
  readonly prepare: SubscriptionPreparer;
  /**
   * Prepares a subscription that was accepted with another supergraph.
   *
   * @param before how it was prepared then
   * @throws GraphQLError when it cannot go on where it is: its document is not valid any more, or its events come from
   *   somewhere else or are for others
   */
  prepareAgain(accepted: AcceptedSubscription, before: PreparedSubscription): PreparedSubscription;
  readonly executeEvent: EventExecutor;
}

/** A supergraph without events refuses every subscription. */
export function createSubscriptionService(runtime: SupergraphRuntime): SubscriptionService {
  const { id, apiSchema } = runtime.supergraph;
  const subscriptions = readSubscriptionSupergraph(runtime.supergraph);
  if (!subscriptions) {
    return { id, apiSchema, prepare: refuse, prepareAgain: refuse, executeEvent: refuse };
  }
  const prepare = createPreparer(subscriptions);
  const validity = new WeakMap<DocumentNode, GraphQLError | undefined>();

  /** Asked for every subscriber; found out once for every document. */
  function faultOf(document: DocumentNode): GraphQLError | undefined {
    if (!validity.has(document)) {
      validity.set(document, validate(apiSchema, document, undefined, { maxErrors: 1 })[0]);
    }
    return validity.get(document);
  }

  return {
    id,
    apiSchema,
    prepare,
    prepareAgain(accepted, before) {
      const fault = faultOf(accepted.document);
      if (fault) throw fault;
      const prepared = prepare(accepted);
      const { topicTemplate, guard } = prepared.source;
      if (topicTemplate !== before.source.topicTemplate || guard?.query !== before.source.guard?.query) {
        throw new GraphQLError('Its events come from elsewhere now.');
      }
      return prepared;
    },
    executeEvent: createEventExecutor(runtime, subscriptions),
  };
}

function refuse(): never {
  throw new GraphQLError('No subscription of this graph is served here.', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
