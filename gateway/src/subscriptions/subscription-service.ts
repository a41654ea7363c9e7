import type { Caller } from '@codexcontinue/platform/identity';
import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  validate,
} from 'graphql';
import type { AcceptedSubscription } from '../graphql/request-context.ts';
import type { SupergraphRuntime } from '../supergraph/supergraph-runtime.ts';
import { createEventExecutor, type EventExecutor } from './event-executor.ts';
import { createPreparer, type PreparedSubscription } from './prepared-subscription.ts';
import { readSubscriptionSupergraph } from './supergraph.ts';

/** A subscription as its caller may have it. */
export interface ServedSubscription {
  readonly prepared: PreparedSubscription;
  /** Names the document that is served; another name for what is left of one. */
  readonly documentHash: string;
  /** Puts a null and an error where something was taken out. */
  complete(result: ExecutionResult, variables: Readonly<Record<string, unknown>>): ExecutionResult;
  readonly executeEvent: EventExecutor;
}

/** How subscriptions are served with one supergraph. */
export interface SubscriptionService {
  /** The supergraph's. */
  readonly id: string;
  readonly apiSchema: GraphQLSchema;
  /** @throws GraphQLError for one that cannot be served, or not to this caller */
  serve(accepted: AcceptedSubscription, caller: Caller): Promise<ServedSubscription>;
  /**
   * Serves a subscription that was accepted with another supergraph.
   *
   * @param before how it was prepared then
   * @throws GraphQLError when it cannot go on where it is: its document is not valid any more, or its events come from
   *   somewhere else or are for others
   */
  serveAgain(
    accepted: AcceptedSubscription,
    caller: Caller,
    before: PreparedSubscription,
  ): Promise<ServedSubscription>;
}

/** A supergraph without events refuses every subscription. */
export function createSubscriptionService(runtime: SupergraphRuntime): SubscriptionService {
  const { id, apiSchema } = runtime.supergraph;
  const subscriptions = readSubscriptionSupergraph(runtime.supergraph);
  if (!subscriptions) return { id, apiSchema, serve: refuse, serveAgain: refuse };
  const prepare = createPreparer(subscriptions);
  const executeEvent = createEventExecutor(runtime, subscriptions);
  const validity = new WeakMap<DocumentNode, GraphQLError | undefined>();

  /** Asked for every subscriber; found out once for every document. */
  function faultOf(document: DocumentNode): GraphQLError | undefined {
    if (!validity.has(document)) {
      validity.set(document, validate(apiSchema, document, undefined, { maxErrors: 1 })[0]);
    }
    return validity.get(document);
  }

  async function serve(accepted: AcceptedSubscription, caller: Caller): Promise<ServedSubscription> {
    const { operationName } = accepted;
    const allowed = await runtime.authorize(accepted.document, accepted.documentHash, operationName, caller);
    const { document, documentHash, complete } = allowed;
    if (!document) throw allowed.refusal(rootResponseName(accepted));
    const prepared = prepare({ ...accepted, document, documentHash });
    return { prepared, documentHash, complete, executeEvent };
  }

  return {
    id,
    apiSchema,
    serve,
    async serveAgain(accepted, caller, before) {
      const fault = faultOf(accepted.document);
      if (fault) throw fault;
      const served = await serve(accepted, caller);
      const { topicTemplate, guard } = served.prepared.source;
      if (topicTemplate !== before.source.topicTemplate || guard?.query !== before.source.guard?.query) {
        throw new GraphQLError('Its events come from elsewhere now.');
      }
      return served;
    },
  };
}

function rootResponseName({ document, operationName }: AcceptedSubscription): string {
  const [field] = getOperationAST(document, operationName)?.selectionSet.selections ?? [];
  return field?.kind === 'Field' ? (field.alias?.value ?? field.name.value) : '';
}

function refuse(): Promise<never> {
  return Promise.reject(
    new GraphQLError('No subscription of this graph is served here.', {
      extensions: { code: 'BAD_USER_INPUT' },
    }),
  );
}
