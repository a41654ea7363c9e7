import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { RuleError } from '@codexcontinue/platform/errors';
import { graphql, parse } from 'graphql';
import { composeSupergraph } from '../../../schema/src/compose.ts';

/** What a call brought. */
export interface RecordedCall {
  readonly headers: IncomingHttpHeaders;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** A subgraph over HTTP that records what it is asked. */
export interface TestSubgraph extends AsyncDisposable {
  readonly url: string;
  readonly calls: RecordedCall[];
  /** What its answers say in `cache-control`. */
  cacheControl: string | undefined;
  /** Holds answers back until it resolves. */
  hold: Promise<void> | undefined;
  /** How many connections are open. */
  connections(): Promise<number>;
}

interface Context {
  readonly headers: IncomingHttpHeaders;
  readonly response: ServerResponse;
}

type Resolvers = Record<string, Record<string, unknown>>;

const FEDERATION = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';

export const AUTH_SDL = `
  ${FEDERATION}
  type Query { me: User  callerHeader(name: String!): String }
  type Mutation { signIn(name: String!): User }
  type User @key(fields: "id") { id: ID!  name: String!  friends: [User!]! }
`;

export const THINGS_SDL = `
  ${FEDERATION}
  type Query { thing(id: ID!): Thing  things: [Thing!]!  shelf(first: Int = 10): [Thing!]!  crash: String  refuse: String  broken: String!  slow: String }
  type Thing @key(fields: "id") { id: ID!  title: String!  owner: User }
  type User @key(fields: "id", resolvable: false) { id: ID! }
`;

export const EVENTS_SDL = `
  type Subscription {
    thingEvents(thingId: ID!, after: Cursor): ThingEvent!
      @eventSource(topic: "thing:{thingId}", guard: "thing(id: $thingId) { id }")
    story(thingId: ID!, after: Cursor): StoryEvent!
      @eventSource(topic: "story:{thingId}", guard: "thing(id: $thingId) { id }", fromStart: true)
  }
  type Thing @key(fields: "id", resolvable: false) { id: ID! }
  type User @key(fields: "id", resolvable: false) { id: ID! }
  type ThingEvent { cursor: Cursor!  kind: String!  thing: Thing  actor: User }
  type StoryEvent { cursor: Cursor!  sequence: Int!  delta: String  thing: Thing }
`;

const NAMES: Readonly<Record<string, string>> = { u1: 'Ada', u2: 'Grace' };
const TITLES: Readonly<Record<string, string>> = { t1: 'First', t2: 'Second' };
const user = (id: string) => ({ __typename: 'User', id });
const thing = (id: string) =>
  TITLES[id] ? { __typename: 'Thing', id, title: TITLES[id], owner: user('u1') } : null;

const AUTH_RESOLVERS: Resolvers = {
  Query: {
    me: () => user('u1'),
    callerHeader: (_: unknown, { name }: { name: string }, { headers }: Context) => headers[name] ?? null,
  },
  Mutation: {
    signIn: (_: unknown, _args: unknown, { response }: Context) => {
      response.setHeader('set-cookie', 'session=abc; HttpOnly');
      return user('u1');
    },
  },
  User: {
    __resolveReference: ({ id }: { id: string }) => (NAMES[id] ? user(id) : null),
    name: ({ id }: { id: string }) => NAMES[id],
    friends: () => [user('u2')],
  },
};

const THINGS_RESOLVERS: Resolvers = {
  Query: {
    thing: (_: unknown, { id }: { id: string }) => thing(id),
    things: () => [thing('t1'), thing('t2')],
    shelf: () => [thing('t1')],
    crash: () => {
      throw new Error('connection to postgres://user:pw@db/main failed');
    },
    refuse: () => {
      throw new RuleError('FORBIDDEN', 'Only owners may do this.');
    },
    broken: () => null,
    slow: () => new Promise(() => {}),
  },
  Thing: { __resolveReference: ({ id }: { id: string }) => thing(id) },
};

export function startAuth(): Promise<TestSubgraph> {
  return startSubgraph(AUTH_SDL, AUTH_RESOLVERS);
}

/** @param port one of one's own choice, to come back on; 0 picks a free one */
export function startThings(port = 0): Promise<TestSubgraph> {
  return startSubgraph(THINGS_SDL, THINGS_RESOLVERS, port);
}

/** The supergraph of the two subgraphs and their events. */
export function composeTestSupergraph(urls: { auth: string; things: string }): string {
  const composition = composeSupergraph([
    { name: 'auth', url: urls.auth, schemaSdl: AUTH_SDL, eventsSdl: undefined },
    { name: 'things', url: urls.things, schemaSdl: THINGS_SDL, eventsSdl: EVENTS_SDL },
  ]);
  if (composition.errors) throw new Error(composition.errors.join('\n'));
  return composition.supergraphSdl;
}

/** A subgraph of one's own. */
export async function startSubgraph(sdl: string, resolvers: Resolvers, port = 0): Promise<TestSubgraph> {
  const modules = [{ typeDefs: parse(sdl), resolvers }] as Parameters<typeof buildSubgraphSchema>[0];
  const schema = buildSubgraphSchema(modules);
  const calls: RecordedCall[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { query, variables, operationName } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    calls.push({ headers: request.headers, query, variables });
    const contextValue: Context = { headers: request.headers, response };
    const result = await graphql({
      schema,
      source: query,
      variableValues: variables,
      operationName,
      contextValue,
    });
    await subgraph.hold;
    response.setHeader('content-type', 'application/json');
    if (subgraph.cacheControl) response.setHeader('cache-control', subgraph.cacheControl);
    response.end(JSON.stringify(result));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  const subgraph: TestSubgraph = {
    url: `http://127.0.0.1:${address.port}/graphql`,
    calls,
    cacheControl: undefined,
    hold: undefined,
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return subgraph;
}
