import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { EVENTS_SUBGRAPH_NAME, EVENTS_SUBGRAPH_URL, mergeEventsSubgraph } from './events-subgraph.ts';
import type { SubgraphSource } from './sources.ts';

/** What composing answers: the supergraph's SDL, or every reason why there is none. */
export type Composition =
  | { readonly supergraphSdl: string; readonly errors?: undefined }
  | { readonly supergraphSdl?: undefined; readonly errors: readonly string[] };

/** Composes the subgraphs and the virtual `events` subgraph into one supergraph. */
export function composeSupergraph(sources: readonly SubgraphSource[]): Composition {
  const eventsSdls = sources.flatMap((source) => source.eventsSdl ?? []);
  const result = composeServices([
    ...sources.map(({ name, url, schemaSdl }) => ({ name, url, typeDefs: parse(schemaSdl) })),
    ...(eventsSdls.length > 0
      ? [{ name: EVENTS_SUBGRAPH_NAME, url: EVENTS_SUBGRAPH_URL, typeDefs: mergeEventsSubgraph(eventsSdls) }]
      : []),
  ]);
  if (result.errors) return { errors: result.errors.map((error) => error.message) };
  return { supergraphSdl: `${result.supergraphSdl.trim()}\n` };
}
