import { FEDERATION, type Scenario } from './scenario.ts';

/**
 * The shape of the public benchmark of federation gateways: deep, with the same few entities again and again, 16 calls
 * of subgraphs and a reply of about 87 KB.
 */

const USERS = 6;
/** The product of each review, in the order of the reviews. */
const PRODUCT_OF_REVIEW = [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5];
const REVIEW_LENGTHS = [447, 296, 278, 147, 200, 180, 160, 140, 120, 100, 80];
const SENTENCE = 'It does what it should, arrived in time, and looks as it does in the picture. ';

const PRODUCTS = [
  { upc: '1', name: 'Table', price: 899, weight: 100 },
  { upc: '2', name: 'Couch', price: 1299, weight: 1000 },
  { upc: '3', name: 'Glass', price: 15, weight: 20 },
  { upc: '4', name: 'Chair', price: 499, weight: 100 },
  { upc: '5', name: 'Lamp', price: 120, weight: 50 },
];

interface ProductReference {
  readonly upc: string;
  readonly price?: number;
  readonly weight?: number;
}

const reviews = PRODUCT_OF_REVIEW.map((product, index) => ({
  id: String(index + 1),
  body: SENTENCE.repeat(10).slice(0, REVIEW_LENGTHS[index]),
  product: { upc: String(product) },
  author: { id: '1' },
}));

const FRAGMENTS = `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { upc name price weight inStock shippingEstimate }
`;
const AUTHOR = 'author { ...User reviews { ...Review product { ...Product } } }';

export const heavy: Scenario = {
  query: `${FRAGMENTS}
    query Everything {
      users { ...User reviews { ...Review product { ...Product reviews { ...Review ${AUTHOR} } } } }
      topProducts { ...Product reviews { ...Review ${AUTHOR} } }
    }`,
  subgraphs: [
    {
      name: 'accounts',
      sdl: `${FEDERATION}
        type Query { users: [User!]! }
        type User @key(fields: "id") { id: ID!  username: String!  name: String! }`,
      resolvers: {
        Query: { users: () => Array.from({ length: USERS }, (_, index) => ({ id: String(index + 1) })) },
        User: {
          username: ({ id }: { id: string }) => `user-${id}`,
          name: ({ id }: { id: string }) => `Person Number ${id}`,
        },
      },
    },
    {
      name: 'products',
      sdl: `${FEDERATION}
        type Query { topProducts: [Product!]! }
        type Product @key(fields: "upc") { upc: ID!  name: String!  price: Int!  weight: Int! }`,
      resolvers: {
        Query: { topProducts: () => PRODUCTS },
        Product: {
          __resolveReference: ({ upc }: ProductReference) =>
            PRODUCTS.find((product) => product.upc === upc) ?? null,
        },
      },
    },
    {
      name: 'inventory',
      sdl: `${FEDERATION}
        type Product @key(fields: "upc") {
          upc: ID!
          price: Int! @external
          weight: Int! @external
          inStock: Boolean!
          shippingEstimate: Int! @requires(fields: "price weight")
        }`,
      resolvers: {
        Product: {
          inStock: ({ upc }: ProductReference) => Number(upc) % 2 === 1,
          shippingEstimate: ({ price = 0, weight = 0 }: ProductReference) =>
            price > 1_000 ? 0 : Math.round(weight / 2),
        },
      },
    },
    {
      name: 'reviews',
      sdl: `${FEDERATION}
        type Review @key(fields: "id") { id: ID!  body: String!  author: User!  product: Product! }
        type User @key(fields: "id") { id: ID!  reviews: [Review!]! }
        type Product @key(fields: "upc") { upc: ID!  reviews: [Review!]! }`,
      resolvers: {
        User: { reviews: () => reviews.slice(0, 2) },
        Product: {
          reviews: ({ upc }: ProductReference) => reviews.filter(({ product }) => product.upc === upc),
        },
      },
    },
  ],
};
