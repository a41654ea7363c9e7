import type { GraphQLSchema } from 'graphql';
import { type LoadedSupergraph, SupergraphError } from '../supergraph/supergraph.ts';
import { type EventSource, readEventSources } from './event-source.ts';

/** The virtual subgraph that owns the subscription fields; nobody serves it. */
export const EVENTS_SUBGRAPH = 'events';

/** What the subscription engine reads from a supergraph. */
export interface SubscriptionSupergraph {
  readonly supergraph: LoadedSupergraph;
  /** The schema of the `events` subgraph: what can be answered from an event alone. */
  readonly eventsSchema: GraphQLSchema;
  /** By subscription field. */
  readonly eventSources: ReadonlyMap<string, EventSource>;
}

/**
 * @returns undefined for a supergraph without subscription fields that have an `@eventSource`
 * @throws SupergraphError
 */
export function readSubscriptionSupergraph(supergraph: LoadedSupergraph): SubscriptionSupergraph | undefined {
  const eventSources = readEventSources(supergraph.federated.schema);
  if (eventSources.size === 0) return undefined;
  const events = supergraph.federated.subgraphs().get(EVENTS_SUBGRAPH);
  if (!events) throw new SupergraphError(`it has @eventSource, but no subgraph "${EVENTS_SUBGRAPH}".`);
  return { supergraph, eventsSchema: events.schema.toGraphQLJSSchema(), eventSources };
}
