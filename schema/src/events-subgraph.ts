import { mergeTypeDefs } from '@graphql-tools/merge';
import { type DocumentNode, parse } from 'graphql';

/** The name of the virtual subgraph that owns all subscription fields. Nobody serves it. */
export const EVENTS_SUBGRAPH_NAME = 'events';

/** An address that can never be reached, so that a fetch that should not happen fails at once. */
export const EVENTS_SUBGRAPH_URL = 'http://events.invalid/graphql';

/** What every `events.graphql` may use without defining it: the merged subgraph may link each feature only once. */
const PRELUDE = /* GraphQL */ `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
      "@key", "@composeDirective", "@tag", "@inaccessible", "@authenticated", "@requiresScopes", "@policy"
    ])
    @link(url: "https://specs.codexcontinue.invalid/events/v1.0", import: ["@eventSource"])
    @composeDirective(name: "@eventSource")

  "Where a reader of events left off: opaque, signed, and only good for the person it was made for."
  scalar Cursor

  "A point in time, RFC 3339 in UTC, for example \`2026-11-23T08:00:00.000Z\`."
  scalar DateTime

  "Where the events of a subscription field come from, and who may follow them."
  directive @eventSource(
    "The topic in the event log, with the field's arguments in braces."
    topic: String!
    "The query field that must answer with something for the person who subscribes."
    guard: String
    "Whether a reader without a cursor starts at the topic's first event instead of at the next one."
    fromStart: Boolean = false
  ) on FIELD_DEFINITION
`;

/** Merges the `events.graphql` of all subgraphs into the SDL of the virtual subgraph. */
export function mergeEventsSubgraph(eventsSdls: readonly string[]): DocumentNode {
  return mergeTypeDefs([parse(PRELUDE), ...eventsSdls.map((sdl) => parse(sdl))]);
}
