import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAuthorizationRules } from '../src/authorization/authorization-rules.ts';
import { isMet, type Requirement } from '../src/authorization/requirement.ts';
import {
  composeTest,
  federated,
  NOBODY,
  readTestSupergraph,
  SOMEBODY,
  withPolicies,
  withScopes,
} from './support/authorization.ts';

const PEOPLE = `
  ${federated('"@key"', '{ name: "@authenticated", as: "@signedIn" }', '"@requiresScopes"', '"@policy"')}
  type Query { me: Person  document: Document  actor: Actor  level: Level  stamp: Stamp  open: Int }
  interface Actor { id: ID!  name: String }
  type Person implements Actor @key(fields: "id") { id: ID!  name: String  email: String @signedIn  age: Int @policy(policies: [["adult"], ["a", "b"]]) }
  type Robot implements Actor @requiresScopes(scopes: [["robots"]]) { id: ID!  name: String }
  type Document { id: ID!  price: Int @requiresScopes(scopes: [["read", "price"], ["admin"]]) }
  enum Level @signedIn { LOW HIGH }
  scalar Stamp @requiresScopes(scopes: [["time"]])
`;

describe('authorization rules', () => {
  const { rules, sdl } = readTestSupergraph(composeTest({ people: PEOPLE }));
  const needs = (coordinate: string): Requirement => {
    const [type = '', field = ''] = coordinate.split('.');
    return rules.requirementOf(type, field);
  };

  it('reads renamed directives', () => {
    assert.match(sdl, /@signedIn/);
    assert.equal(isMet(needs('Person.email'), NOBODY), false);
    assert.equal(isMet(needs('Person.email'), SOMEBODY), true);
  });

  it('reads directives whose whole specification is renamed, @link included', () => {
    const renamed = readAuthorizationRules(`
      schema @l(url: "https://specs.apollo.dev/link/v1.0", as: "l")
        @l(url: "https://specs.apollo.dev/authenticated/v0.1", as: "auth", for: SECURITY)
        @l(url: "https://specs.apollo.dev/requiresScopes/v0.1", import: [{ name: "@requiresScopes", as: "@scoped" }])
      { query: Query }
      type Query { mine: Int @auth  ours: Int @scoped(scopes: [["x"]])  all: Int @authenticated @requiresScopes(scopes: [["y"]]) }
    `);
    assert.equal(isMet(renamed.requirementOf('Query', 'mine'), NOBODY), false);
    assert.equal(isMet(renamed.requirementOf('Query', 'ours'), SOMEBODY), false);
    assert.equal(isMet(renamed.requirementOf('Query', 'ours'), withScopes('x')), true);
    assert.equal(isMet(renamed.requirementOf('Query', 'all'), NOBODY), true, 'not the linked names');
  });

  it('takes scopes and policies as alternatives of sets', () => {
    const price = needs('Document.price');
    for (const [authority, met] of [
      [NOBODY, false],
      [withScopes('read'), false],
      [withScopes('price', 'other'), false],
      [withScopes('read', 'price'), true],
      [withScopes('admin'), true],
    ] as const) {
      assert.equal(isMet(price, authority), met, [...authority.scopes].join());
    }
    assert.equal(isMet(needs('Person.age'), withPolicies('a')), false);
    assert.equal(isMet(needs('Person.age'), withPolicies('a', 'b')), true);
    assert.equal(isMet(needs('Person.age'), withPolicies('adult')), true);
  });

  it('applies the demands of enums, scalars and objects to the fields that answer with them', () => {
    assert.equal(isMet(needs('Query.level'), NOBODY), false);
    assert.equal(isMet(needs('Query.stamp'), SOMEBODY), false);
    assert.equal(isMet(needs('Query.stamp'), withScopes('time')), true);
    assert.equal(isMet(needs('Query.open'), NOBODY), true);
    assert.equal(isMet(needs('Robot.id'), SOMEBODY), false);
  });

  it('A27 demands of an interface field what every type behind it demands', () => {
    assert.equal(isMet(needs('Actor.name'), SOMEBODY), false);
    assert.equal(isMet(needs('Actor.name'), withScopes('robots')), true);
    assert.equal(isMet(needs('Query.actor'), NOBODY), true, 'fragments may select from the open types');
  });

  it('keeps what an older composition let an interface itself demand', () => {
    const older = readAuthorizationRules(`
      schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/authenticated/v0.1") { query: Query }
      type Query { node: Node }
      interface Node @authenticated { id: ID! }
      type Open implements Node { id: ID! }
    `);
    assert.equal(isMet(older.requirementOf('Query', 'node'), NOBODY), false);
    assert.equal(isMet(older.requirementOf('Open', 'id'), NOBODY), true);
  });

  it('reads an empty alternative as composition and Router do: as none', () => {
    const open = readAuthorizationRules(`
      schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/policy/v0.1") { query: Query }
      type Query { a: Int @policy(policies: []) b: Int @policy(policies: [[]]) }
    `);
    assert.equal(open.isEmpty, true);
  });
});

describe('fields read to resolve others', () => {
  const PRODUCTS = `
    ${federated('"@key"', '"@requiresScopes"', '"@authenticated"')}
    type Query { product: Product }
    type Product @key(fields: "id") { id: ID!  cost: Int @requiresScopes(scopes: [["cost"]])  maker: Maker }
    type Maker @key(fields: "id") { id: ID!  taxNumber: String @authenticated }
  `;
  const PRICES = `
    ${federated('"@key"', '"@external"', '"@requires"', '"@requiresScopes"', '"@authenticated"')}
    type Product @key(fields: "id") {
      id: ID!
      cost: Int @external
      maker: Maker @external
      margin: Int @requires(fields: "cost") PROTECTED
      duty: Int @requires(fields: "maker { taxNumber }") SIGNED_IN
    }
    type Maker @key(fields: "id") { id: ID!  taxNumber: String @external }
  `;
  const protectedPrices = PRICES.replace('PROTECTED', '@requiresScopes(scopes: [["cost"]])').replace(
    'SIGNED_IN',
    '@authenticated',
  );
  const openPrices = PRICES.replace('PROTECTED', '').replace('SIGNED_IN', '');

  it('A27 composition refuses a field that reads a protected one by @requires without its demand', () => {
    assert.throws(
      () => composeTest({ products: PRODUCTS, prices: openPrices }),
      /Product.margin.*Product.cost/s,
    );
  });

  it('A27 the same supergraph from a composer that does not refuse it: the demand is added', () => {
    const sdl = composeTest({ products: PRODUCTS, prices: protectedPrices });
    // What composition wrote at the two dependent fields is taken away again.
    const older = sdl
      .replace(/(requires: "cost"\)) @requiresScopes\(scopes: \[\["cost"\]\]\)/, '$1')
      .replace(/(requires: "maker \{ taxNumber \}"\)) @authenticated/, '$1');
    assert.match(older, /margin: Int @join__field\(graph: PRICES, requires: "cost"\)\n/);
    assert.match(older, /duty: Int @join__field\(graph: PRICES, requires: "maker \{ taxNumber \}"\)\n/);
    for (const text of [sdl, older]) {
      const { authorize, fetched } = readTestSupergraph(text);
      const query = '{ product { id margin duty } }';
      const anonymous = authorize(query, NOBODY);
      assert.ok(anonymous.document);
      assert.deepEqual([...fetched(anonymous.document)], ['product', '__typename', 'id']);
      const whole = authorize(query, withScopes('cost'));
      assert.equal(whole.kind, 'whole');
      assert.ok(whole.document);
      assert.ok(fetched(whole.document).has('cost'), 'the plan does read it for those who may');
      assert.ok(fetched(whole.document).has('taxNumber'));
    }
  });

  it('A27 follows chains of them, through types, contexts and circles', () => {
    const rules = readAuthorizationRules(`
      schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/join/v0.5")
        @link(url: "https://specs.apollo.dev/authenticated/v0.1") @link(url: "https://specs.apollo.dev/context/v0.1") { query: Query }
      type Query { t: T }
      interface I @join__type(graph: B, isInterfaceObject: true) { added: Int @join__field(graph: B, requires: "secret") secret: Int }
      type T implements I @context(name: "a__ctx") {
        secret: Int @authenticated
        one: Int @join__field(graph: B, requires: "secret")
        two: Int @join__field(graph: C, requires: "one")
        left: Int @join__field(graph: D, requires: "right")
        right: Int @join__field(graph: E, requires: "left two")
        added: Int
        plain: Int
        child: U
      }
      type U { fromContext: Int @join__field(graph: A, contextArguments: [{ context: "a__ctx", name: "x", type: "Int", selection: " { secret }" }]) }
    `);
    const isOpen = (type: string, field: string) => isMet(rules.requirementOf(type, field), NOBODY);
    for (const field of ['one', 'two', 'left', 'right', 'added', 'secret'])
      assert.equal(isOpen('T', field), false, field);
    assert.equal(isOpen('U', 'fromContext'), false);
    assert.equal(isOpen('I', 'added'), false);
    assert.equal(isOpen('T', 'plain') && isOpen('T', 'child'), true);
  });

  it('A27 composition refuses @fromContext of a protected field, too', () => {
    const subgraph = (demand: string) => `
      ${federated('"@key"', '"@authenticated"', '"@context"', '"@fromContext"')}
      type Query { account: Account! }
      type Account @key(fields: "id") @context(name: "account") { id: ID!  holder: Holder!  number: String! @authenticated }
      type Holder @key(fields: "id") { id: ID!  card(number: String @fromContext(field: "$account { number }")): Int! ${demand} }
    `;
    const other = `${federated('"@key"')} type Query { other: Int } type Holder @key(fields: "id") { id: ID! }`;
    assert.throws(() => composeTest({ bank: subgraph(''), other }), /Holder.card/);
    const older = composeTest({ bank: subgraph('@authenticated'), other }).replace(
      /(selection: " \{ number \}"\}\]\)) @authenticated/,
      '$1',
    );
    assert.match(older, /number \}"\}\]\)\n/);
    assert.equal(isMet(readAuthorizationRules(older).requirementOf('Holder', 'card'), NOBODY), false);
  });
});
