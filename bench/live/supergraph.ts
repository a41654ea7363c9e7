import { composeSupergraph } from '../../schema/src/compose.ts';

/** What a subscriber asks for; the bare server sends the same. */
export const TICKS = `subscription Ticks($topic: ID!) { ticks(topic: $topic) { sequence sentAt text } }`;

/** A supergraph with one kind of events. Its subgraph is never called. */
export function composeTicks(): string {
  const { supergraphSdl, errors } = composeSupergraph([
    {
      name: 'ticks',
      url: 'http://127.0.0.1:1/graphql',
      schemaSdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
        type Query { ticking: Boolean! }`,
      eventsSdl: `type Subscription {
          ticks(topic: ID!, after: Cursor): Tick! @eventSource(topic: "tick:{topic}", fromStart: true)
        }
        type Tick { cursor: Cursor!  sequence: Int!  sentAt: Float!  text: String! }`,
    },
  ]);
  if (errors) throw new Error(errors.join('\n'));
  return supergraphSdl;
}
