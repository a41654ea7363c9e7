import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { buildSchema, type DocumentNode, parse, validate } from 'graphql';
import { readOperationDocuments } from '../../schema/src/operations.ts';
import {
  createDemandControl,
  DEFAULT_DEMAND_LIMITS,
  type DemandLimits,
} from '../src/demand/demand-control.ts';
import { composeTest, federated, readTestSupergraph } from './support/authorization.ts';

const SHOP = `
  ${federated('"@key"', '{ name: "@cost", as: "@price" }', '"@listSize"', '"@shareable"')}
  type Query {
    product(id: ID): Product
    products: [Product!]!
    few: [Product!]! @listSize(assumedSize: 3)
    search(first: Int, last: Int, limit: Int = 7): [Product!] @listSize(slicingArguments: ["first", "limit"], assumedSize: 4, requireOneSlicingArgument: false)
    strict(first: Int, last: Int): [Product] @listSize(slicingArguments: ["first", "last"])
    page(first: Int = 20, last: Int): Page1 @listSize(slicingArguments: ["first", "last"], sizedFields: ["items"], requireOneSlicingArgument: false)
    connection(first: Int = 10, last: Int): Connection
    found: [Found]
    node: Node
    rank: Rank
    filtered(filter: Filter, boost: Int @price(weight: 3)): Int
    matrix: [[Product]]
  }
  type Mutation { rename(id: ID!, name: String): Product }
  type Subscription { renamed: Product }
  input Filter { text: String @price(weight: 5)  any: [Filter!]  sort: Int }
  enum Rank @price(weight: 4) { A B }
  interface Node { id: ID!  slow: Int }
  type Product implements Node @key(fields: "id") { id: ID!  name: String  slow: Int @price(weight: 6)  heavy: Heavy  related: [Product!]! }
  type Heavy implements Node @price(weight: 20) { id: ID!  slow: Int }
  union Found = Product | Heavy
  type Page1 { items: [Product!]!  others: [Product!]! }
  type Connection { edges: [Edge!]!  nodes: [Product!]!  pageInfo: Info! }
  type Edge { node: Product!  cursor: String }
  type Info { next: Boolean }
`;
const { sdl, apiSchema } = readTestSupergraph(composeTest({ shop: SHOP }));

function costOf(
  text: string | DocumentNode,
  variables: Record<string, unknown> = {},
  limits: Partial<DemandLimits> = {},
) {
  const document = typeof text === 'string' ? parse(text) : text;
  assert.deepEqual(validate(apiSchema, document), []);
  return createDemandControl(sdl, apiSchema, limits).assess(document, undefined, variables).cost;
}

describe('the estimated cost of an operation', () => {
  for (const [what, text, cost] of [
    ['a leaf', '{ __typename rank: product { id } }', 1],
    ['objects, one each', '{ product { id heavy { id } } }', 1 + 20],
    ['a mutation, ten more', 'mutation { rename(id: "1") { id } }', 11],
    ['a subscription, nothing more', 'subscription { renamed { id } }', 1],
    ['a list, its assumed size', '{ products { id } }', 10],
    ['lists in lists, their product', '{ products { related { id } } }', 10 * (1 + 10)],
    ['a list of lists, once its size', '{ matrix { id } }', 10],
    ['the assumed size of @listSize', '{ few { id } }', 3],
    ['a slicing argument', '{ search(first: 2) { id } }', 2],
    ['the largest of several', '{ search(first: 2, limit: 9) { id } }', 9],
    ["a slicing argument's default", '{ search { id } }', 7],
    ['no other argument', '{ search(last: 90) { id } }', 7],
    ['nothing for a negative one', '{ search(first: -5) { id } }', 0],
    ['sized fields', '{ page(first: 3) { items { id } others { id } } }', 1 + 3 + 10],
    [
      "a connection's edges, with no directive",
      '{ connection(last: 4) { edges { node { id } } pageInfo { next } } }',
      1 + 4 * 2 + 1,
    ],
    ["a connection's default", '{ connection { nodes { id } } }', 1 + 10],
    [
      'sized fields through a fragment',
      '{ a: page(first: 3) { ...P } b: page(first: 5) { ... { ...P } } } fragment P on Page1 { items { id } }',
      1 + 3 + 1 + 5,
    ],
    ['@cost of a field', '{ product { slow } }', 1 + 6],
    ['@cost of an enum', '{ rank }', 4],
    ['@cost of an object, behind a union too', '{ found { ... on Heavy { id } } }', 10 * 20],
    ['the dearest implementation of an interface field', '{ node { slow } }', 20 + 6],
    ['every fragment', '{ node { ... on Product { heavy { id } } ... on Heavy { slow } } }', 20 + 20],
    ['arguments', '{ filtered(boost: 1) }', 3],
    [
      'input objects and what is in them',
      '{ filtered(filter: { text: "a", any: [{ sort: 1 }, { text: "b" }] }) }',
      1 + 5 + 1 + 1 + 5,
    ],
    [
      'nothing skipped',
      '{ product @skip(if: true) { id } ... @include(if: false) { products { id } } few @include(if: true) { id } }',
      3,
    ],
    ['nothing for introspection', '{ __schema { types { name fields { name } } } }', 0],
  ] as const) {
    it(`counts ${what}`, () => assert.equal(costOf(text), cost));
  }

  it('A8 reads variables and their defaults', () => {
    const query =
      'query ($n: Int = 6, $on: Boolean = false, $filter: Filter) { search(first: $n) { id } product @include(if: $on) { id } filtered(filter: $filter) }';
    assert.equal(costOf(query), 6);
    assert.equal(costOf(query, { n: 9 }), 9);
    assert.equal(costOf(query, { n: null }), 7, 'an explicit null is no size');
    assert.equal(costOf(query, { n: '9' }), 7, 'what coercion will refuse counts as nothing');
    assert.equal(costOf(query, { on: true, filter: { any: [{}, { text: 'x' }] } }), 6 + 1 + 1 + 1 + 1 + 5);
  });

  it('A8 evaluates a document again for other variables', () => {
    const demand = createDemandControl(sdl, apiSchema);
    const document = parse(
      'query A($n: Int) { ...F ...F } query B { product { id } } fragment F on Query { search(first: $n) { id } }',
    );
    for (const n of [1, 50, 1]) assert.equal(demand.assess(document, 'A', { n }).cost, 2 * n);
    assert.equal(demand.assess(document, 'B', {}).cost, 1);
    assert.equal(
      demand.assess(document, 'C', {}).cost,
      0,
      'an operation that is not there is refused elsewhere',
    );
  });

  it('wants exactly one slicing argument where the schema says so', () => {
    const refused = {
      message: '"strict" needs exactly one of these arguments: first, last.',
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    };
    assert.equal(costOf('{ strict(last: 2) { id } }'), 2);
    assert.throws(() => costOf('{ strict { id } }'), refused);
    assert.throws(() => costOf('{ strict(first: 1, last: 2) { id } }'), refused);
    const query = 'query ($a: Int, $b: Int) { strict(first: $a, last: $b) { id } }';
    assert.equal(costOf(query, { b: 4 }), 4);
    assert.throws(() => costOf(query, { a: 1, b: 4 }), refused);
    assert.throws(() => costOf(query, {}), refused);
  });

  it('A9 works a fragment bomb out fragment by fragment, with variables too', () => {
    const body = (last: string) =>
      `${Array.from({ length: 60 }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`).join(' ')} fragment F60 on Query { ${last} }`;
    // Spread out these are 2^60 fields: adding them one by one would not end.
    assert.throws(
      () => costOf(`{ ...F0 } ${body('product { id }')}`),
      /^The operation is estimated to cost 1152921504606847000,/,
    );
    assert.equal(costOf(`query ($n: Int) { ...F0 } ${body('search(first: $n) { id }')}`, { n: 0 }), 0);
  });

  it('refuses what costs more than allowed, and says what it costs', () => {
    assert.equal(costOf('{ products { id } }', {}, { maximumCost: 10 }), 10);
    assert.throws(() => costOf('{ products { id } product { id } }', {}, { maximumCost: 10 }), {
      message:
        'The operation is estimated to cost 11, and at most 10 are allowed. Select less, or ask for smaller pages.',
      extensions: { code: 'COST_ESTIMATED_TOO_EXPENSIVE', cost: 11, maximum: 10, http: { status: 400 } },
    });
  });

  it('refuses a cost beyond all numbers', () => {
    const query = 'query ($n: Int) { search(limit: $n) { related { id } } }';
    assert.throws(() => costOf(query, { n: Number.MAX_VALUE }), /estimated to cost Infinity/);
  });

  it('assumes the list size it is told to', () => {
    assert.equal(costOf('{ products { id } }', {}, { assumedListSize: 25 }), 25);
  });

  it('grows by exactly what is asked for', () => {
    const size = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(size, size, (n, m) => {
        const query =
          'query ($n: Int, $m: Int) { connection(first: $n) { edges { node { id } } } page(last: $m) { items { related { id } } } }';
        assert.equal(costOf(query, { n, m }), 1 + 2 * n + 1 + m * 11);
      }),
    );
  });

  it('allows ten times the dearest operation of the web app at its largest page', () => {
    const read = (path: string) => fileURLToPath(new URL(`../../schema/${path}`, import.meta.url));
    const demand = createDemandControl(
      readFileSync(read('supergraph.graphql'), 'utf8'),
      buildSchema(readFileSync(read('api.graphql'), 'utf8')),
    );
    const document: DocumentNode = {
      kind: 'Document' as DocumentNode['kind'],
      definitions: readOperationDocuments(read('operations')).flatMap(({ text }) => parse(text).definitions),
    };
    const { maximumPageSize, maximumCost } = DEFAULT_DEMAND_LIMITS;
    const costs = document.definitions.flatMap((definition) =>
      definition.kind === 'OperationDefinition'
        ? [
            demand.assess(document, definition.name?.value, {
              first: maximumPageSize,
              last: maximumPageSize,
              input: {},
            }).cost,
          ]
        : [],
    );
    assert.ok(costs.length > 10);
    assert.ok(Math.max(...costs) * 10 <= maximumCost, String(Math.max(...costs)));
  });
});
