import { composeTest, federated } from './authorization.ts';

const SHOP = `
  ${federated('"@key"', '"@authenticated"', '"@requiresScopes"')}
  type Query { products(first: Int): [Product!]!  product(id: ID): Product  node: Node  nodes: [Node]  hits: [Hit!]  secret: Int @authenticated  strict: Int! @authenticated }
  type Mutation { rename(id: ID!, name: String!): Product  destroy(id: ID!): Product @authenticated }
  interface Node { parent: Node  id: ID!  label: String }
  type Product implements Node @key(fields: "id") { parent: Node  id: ID!  label: String  name: String  cost: Int @authenticated  margin: Int! @requiresScopes(scopes: [["margin"]])  maker: Maker! }
  type Maker implements Node @key(fields: "id") { parent: Node  id: ID!  label: String @authenticated  country(code: Boolean): String }
  type Vault implements Node @requiresScopes(scopes: [["vault"]]) { parent: Node  id: ID!  label: String  gold: Int }
  union Hit = Product | Maker | Vault
`;
const REVIEWS = `
  ${federated('"@key"', '"@authenticated"')}
  type Product @key(fields: "id") { id: ID!  reviews: [Review!]! }
  type Review { text: String  author: String! @authenticated }
`;

const maker = { __typename: 'Maker', parent: null, id: 'm', label: 'Maker M', country: 'DK' };
const product = (id: string) => ({
  __typename: 'Product',
  id,
  label: `Product ${id}`,
  name: `Name ${id}`,
  cost: 1,
  margin: 2,
  maker,
  parent: maker,
  reviews: [
    { text: 'good', author: 'Ada' },
    { text: 'bad', author: 'Grace' },
  ],
});
const vault = { __typename: 'Vault', id: 'v', label: 'Vault V', gold: 79, parent: maker };
/** The mutations that ran. */
export const RAN: string[] = [];
/** What answers everything, whoever asks. */
export const ROOT = {
  products: [product('1'), product('2')],
  product: product('1'),
  node: product('1'),
  nodes: [product('1'), null, maker, vault],
  hits: [maker, product('2'), vault],
  secret: 7,
  strict: 8,
  rename: () => RAN.push('rename') && product('1'),
  destroy: () => RAN.push('destroy') && product('1'),
};

/** A shop with open and protected fields, in two subgraphs. */
export function composeShop(): string {
  return composeTest({ shop: SHOP, reviews: REVIEWS });
}
