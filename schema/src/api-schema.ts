import federationInternals from '@apollo/federation-internals';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';

const { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } = federationInternals;

/** What clients see of a supergraph: without the machinery of the composition. */
export function apiSchemaOf(supergraphSdl: string): GraphQLSchema {
  return Supergraph.build(supergraphSdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES })
    .apiSchema()
    .toGraphQLJSSchema();
}

/** The text of a schema in one order, so that two can be compared line by line. */
export function printSorted(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
