import { createHash } from 'node:crypto';
import federation, { type Schema, type Supergraph } from '@apollo/federation-internals';
import queryPlanner, { type QueryPlanner } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import type { SubgraphAddress } from '../subgraphs/subgraph-connections.ts';

/** A supergraph, read and ready to be planned against. */
export interface LoadedSupergraph {
  readonly sdl: string;
  /** Names the SDL: two gateways that serve the same have the same. */
  readonly id: string;
  /** The schema clients see, as graphql-js and as the federation libraries hold it. */
  readonly apiSchema: GraphQLSchema;
  readonly federatedApiSchema: Schema;
  /** With what clients do not see. */
  readonly supergraphSchema: GraphQLSchema;
  readonly subgraphs: readonly SubgraphAddress[];
  readonly planner: QueryPlanner;
  /** For what only the federation libraries tell. */
  readonly federated: Supergraph;
}

/** The text is no supergraph, or one that needs something the gateway does not have. */
export class SupergraphError extends Error {
  override readonly name = 'SupergraphError';
}

const ID_LENGTH = 16;
/** What the query planner plans, but nothing here executes. */
const NOT_OFFERED = /^https:\/\/specs\.apollo\.dev\/(connect|context)\//;
const SUPPORTED_FEATURES = new Set(
  [...federation.ROUTER_SUPPORTED_SUPERGRAPH_FEATURES].filter((feature) => !NOT_OFFERED.test(feature)),
);
// Composition links it; it concerns how the supergraph was made.
const EVENTS_FEATURE = 'https://specs.codexcontinue.invalid/events/v1.0';

/** @throws SupergraphError that says what is wrong */
export function loadSupergraph(sdl: string): LoadedSupergraph {
  try {
    const federated = federation.Supergraph.build(sdl, {
      supportedFeatures: new Set([...SUPPORTED_FEATURES, EVENTS_FEATURE]),
      validateSupergraph: true,
    });
    const federatedApiSchema = federated.apiSchema();
    return {
      sdl,
      id: createHash('sha256').update(sdl).digest('hex').slice(0, ID_LENGTH),
      apiSchema: federatedApiSchema.toGraphQLJSSchema(),
      federatedApiSchema,
      supergraphSchema: federated.schema.toGraphQLJSSchema(),
      subgraphs: federated.subgraphsMetadata().map(({ name, url }) => ({ name, url })),
      planner: new queryPlanner.QueryPlanner(federated, {}),
      federated,
    };
  } catch (error) {
    throw new SupergraphError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
