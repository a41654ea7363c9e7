import federation, { type Schema, type Supergraph } from '@apollo/federation-internals';
import queryPlanner, { type QueryPlanner } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { type EventSource, readEventSources } from './event-source.ts';

/** The virtual subgraph that owns the subscription fields; nobody serves it. */
export const EVENTS_SUBGRAPH = 'events';

/** What the subscription engine reads from a supergraph. */
export interface SubscriptionSupergraph {
  /** The schema clients see, as graphql-js and as the federation libraries hold it. */
  readonly apiSchema: GraphQLSchema;
  readonly federatedApiSchema: Schema;
  readonly supergraphSchema: GraphQLSchema;
  /** The schema of the `events` subgraph: what can be answered from an event alone. */
  readonly eventsSchema: GraphQLSchema;
  /** By subscription field. */
  readonly eventSources: ReadonlyMap<string, EventSource>;
  readonly planner: QueryPlanner;
}

/** The text is no supergraph, or one that needs something the gateway does not have. */
export class SupergraphError extends Error {
  override readonly name = 'SupergraphError';
}

/**
 * @returns undefined for a supergraph without subscription fields that have an `@eventSource`
 * @throws SupergraphError
 */
export function readSubscriptionSupergraph(supergraphSdl: string): SubscriptionSupergraph | undefined {
  const supergraph = build(supergraphSdl);
  const eventSources = readEventSources(supergraph.schema);
  if (eventSources.size === 0) return undefined;
  const events = supergraph.subgraphs().get(EVENTS_SUBGRAPH);
  if (!events) throw new SupergraphError(`it has @eventSource, but no subgraph "${EVENTS_SUBGRAPH}".`);
  const federatedApiSchema = supergraph.apiSchema();
  return {
    apiSchema: federatedApiSchema.toGraphQLJSSchema(),
    federatedApiSchema,
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    eventsSchema: events.schema.toGraphQLJSSchema(),
    eventSources,
    planner: new queryPlanner.QueryPlanner(supergraph, {}),
  };
}

function build(supergraphSdl: string): Supergraph {
  try {
    return federation.Supergraph.build(supergraphSdl, { validateSupergraph: false });
  } catch (error) {
    throw new SupergraphError(error instanceof Error ? error.message : String(error));
  }
}
