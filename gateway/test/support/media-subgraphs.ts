import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
  parse,
} from 'graphql';
import { composeSupergraph } from '../../../schema/src/compose.ts';

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@external", "@requires", "@provides", "@shareable", "@interfaceObject"])`;

const CATALOGUE = `${FEDERATION}
  type Query { media: [Medium!]!  found: [Found]  shelf: [[Medium]!]  author: Person  broken: Medium }
  interface Medium @key(fields: "id") { id: ID!  title: String!  related: [Medium!]!  subtitle: String }
  type Book implements Medium @key(fields: "id") {
    id: ID!  title: String!  related: [Medium!]!  subtitle: String
    author: Person  weight: Int  kind: Kind
  }
  type Film implements Medium @key(fields: "id") {
    id: ID!  title: String!  related: [Medium!]!  subtitle: String  cast: [Person]
  }
  type Person @key(fields: "id") { id: ID!  name: String @shareable }
  union Found = Book | Film | Person
  enum Kind { NOVEL POEM }
`;

const RATINGS = `${FEDERATION}
  type Medium @key(fields: "id") @interfaceObject { id: ID!  score: Float  notes: [Note!]! }
  type Note { text: String!  stars: Int  by: Person }
  type Person @key(fields: "id") { id: ID!  notes: [Note!]!  rank: Int! }
`;

const SHIPPING = `${FEDERATION}
  type Book @key(fields: "id") { id: ID!  weight: Int @external  postage: Float @requires(fields: "weight") }
  type Person @key(fields: "id") { id: ID!  home: Place  name: String @shareable }
  type Place { city: String!  lines: [String!]  }
`;

interface Row {
  readonly __typename: string;
  readonly id: string;
  readonly [field: string]: unknown;
}

const person = (id: string): Row => ({ __typename: 'Person', id });
const MEDIA: readonly Row[] = [
  {
    __typename: 'Book',
    id: 'b1',
    title: 'One',
    subtitle: null,
    author: person('p1'),
    weight: 300,
    kind: 'NOVEL',
  },
  { __typename: 'Book', id: 'b2', title: 'Two', subtitle: 'Too', author: null, weight: null, kind: null },
  { __typename: 'Film', id: 'f1', title: 'Three', subtitle: null, cast: [person('p1'), null, person('p2')] },
  { __typename: 'Film', id: 'f2', title: 'Four', subtitle: 'For', cast: null },
];
const medium = (id: string) => MEDIA.find((row) => row.id === id);
const RELATED: Readonly<Record<string, readonly string[]>> = {
  b1: ['f1', 'b2', 'f1'],
  b2: [],
  f1: ['b1'],
  f2: ['f2'],
};
const RANKS: Readonly<Record<string, number | undefined>> = { p1: 1 };
const note = (text: string, stars: number | null, by: string | null) => ({
  text,
  stars,
  by: by && person(by),
});
const NOTES: Readonly<Record<string, readonly unknown[]>> = {
  b1: [note('fine', 3, 'p1'), note('long', null, 'p2')],
  f1: [note('loud', 2, null)],
  p1: [note('mine', 5, 'p1')],
};
const related = { related: ({ id }: Row) => (RELATED[id] ?? []).map(medium) };
const find = { __resolveReference: ({ id }: Row) => medium(id) ?? null };

const schemaOf = (sdl: string, resolvers: object): GraphQLSchema =>
  buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }] as Parameters<typeof buildSubgraphSchema>[0]);

/** Subgraphs that use what federation has: interface objects, requirements, shared fields, lists of lists, unions. */
export function mediaSubgraphs(): ReadonlyMap<string, GraphQLSchema> {
  return new Map([
    [
      'catalogue',
      schemaOf(CATALOGUE, {
        Query: {
          media: () => MEDIA,
          found: () => [medium('b1'), null, person('p2'), medium('f1')],
          shelf: () => [[medium('b1'), null], [medium('f2'), medium('b1')], []],
          author: () => person('p1'),
          broken: () => {
            throw new Error('out of order');
          },
        },
        Medium: { __resolveType: ({ __typename }: Row) => __typename, ...find },
        Book: { ...related, ...find },
        Film: { ...related, ...find },
        Person: {
          name: ({ id }: Row) => (id === 'p1' ? 'Ada' : null),
          __resolveReference: ({ id }: Row) => person(id),
        },
      }),
    ],
    [
      'ratings',
      schemaOf(RATINGS, {
        Medium: {
          __resolveReference: ({ id }: Row) => ({ __typename: 'Medium', id }),
          score: ({ id }: Row) => (id === 'b1' ? 4.5 : null),
          notes: ({ id }: Row) => NOTES[id] ?? [],
        },
        Person: {
          __resolveReference: ({ id }: Row) => person(id),
          notes: ({ id }: Row) => NOTES[id] ?? [],
          rank: ({ id }: Row) => RANKS[id],
        },
      }),
    ],
    [
      'shipping',
      schemaOf(SHIPPING, {
        Book: {
          __resolveReference: (row: Row) => row,
          postage: ({ weight }: Row) => (weight === null ? null : Number(weight) / 100),
        },
        Person: {
          __resolveReference: ({ id }: Row) => person(id),
          name: ({ id }: Row) => (id === 'p1' ? 'Ada' : null),
          home: ({ id }: Row) => (id === 'p1' ? { city: 'London', lines: ['1', '2'] } : null),
        },
      }),
    ],
  ]);
}

/** Answers a field of the whole graph as the subgraph that has it does, an interface object's fields included. */
export function mediaResolver(
  subgraphs: ReadonlyMap<string, GraphQLSchema>,
): GraphQLFieldResolver<Row, unknown> {
  return (source, args, context, info) => {
    const owners = [info.parentType.name, ...info.parentType.getInterfaces().map(({ name }) => name)];
    for (const schema of subgraphs.values()) {
      for (const owner of owners) {
        const type = schema.getType(owner);
        const resolve = isObjectType(type) ? type.getFields()[info.fieldName]?.resolve : undefined;
        if (resolve) return resolve(source, args, context, info);
      }
    }
    return defaultFieldResolver(source, args, context, info);
  };
}

export function mediaSupergraph(): string {
  const sdls = { catalogue: CATALOGUE, ratings: RATINGS, shipping: SHIPPING };
  const composition = composeSupergraph(
    Object.entries(sdls).map(([name, schemaSdl]) => ({
      name,
      url: `http://${name}.invalid/graphql`,
      schemaSdl,
      eventsSdl: undefined,
    })),
  );
  if (composition.errors) throw new Error(composition.errors.join('\n'));
  return composition.supergraphSdl;
}
