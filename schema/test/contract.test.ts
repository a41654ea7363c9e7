import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contractVariant } from '@codexcontinue/platform/supergraph-contract';
import { apiSchemaOf, printSorted } from '../src/api-schema.ts';
import { composeSupergraph } from '../src/compose.ts';

const SHOP = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag"])
  type Query {
    product(id: ID!, unit: Unit): Product @tag(name: "public")
    found: [Found] @tag(name: "internal")
    audit: Audit @tag(name: "internal")
  }
  type Product @key(fields: "id") @tag(name: "public") {
    id: ID!
    price(in: Money): Int
    margin: Float @tag(name: "internal")
  }
  type Audit @tag(name: "internal") { at: String  level: Level }
  union Found = Product | Audit
  enum Unit { PIECE BOX }
  enum Level { LOW HIGH }
  input Money { currency: String!  rounding: Rounding }
  enum Rounding { UP DOWN }
`;

function shop(): string {
  const composition = composeSupergraph([
    { name: 'shop', url: 'http://shop.invalid/graphql', schemaSdl: SHOP, eventsSdl: undefined },
  ]);
  assert.equal(composition.errors, undefined);
  return composition.supergraphSdl ?? '';
}

function apiOf(filter: Parameters<typeof contractVariant>[1]): string {
  const { supergraphSdl, errors } = contractVariant(shop(), filter);
  assert.equal(errors, undefined);
  return printSorted(apiSchemaOf(supergraphSdl ?? ''));
}

const PUBLIC = `input Money {
  currency: String!
  rounding: Rounding
}

type Product {
  id: ID!
  price(in: Money): Int
}

type Query {
  product(id: ID!, unit: Unit): Product
}

enum Rounding {
  DOWN
  UP
}

enum Unit {
  BOX
  PIECE
}
`;

describe('a contract variant', () => {
  it('has what is tagged and what that needs, and nothing else', () => {
    assert.equal(apiOf({ include: ['public'], exclude: ['internal'] }), PUBLIC);
  });

  it('has all but what is tagged to be left out', () => {
    assert.equal(apiOf({ exclude: ['internal'] }), PUBLIC);
  });

  it('is the whole graph where nothing is left out', () => {
    assert.equal(apiOf({}), printSorted(apiSchemaOf(shop())));
  });

  it('is refused when it promises a type of which it has nothing', () => {
    const broken = shop().replace('audit: Audit @tag(name: "internal")', 'audit: Audit');
    assert.notEqual(broken, shop());
    assert.deepEqual(contractVariant(broken, { exclude: ['internal'] }).errors, [
      'Query.audit is in the variant, but nothing of its type Audit is',
    ]);
  });
});
