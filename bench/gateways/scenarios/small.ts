import { FEDERATION, type Scenario } from './scenario.ts';

const PRODUCTS = 10;
const REVIEWS_PER_PRODUCT = 3;
const AUTHORS = 6;

interface Reference {
  readonly id: string;
}

const range = (length: number) => Array.from({ length }, (_, index) => index + 1);

/** Ten products, the reviews of each and their authors: three subgraphs, one call to each. */
export const small: Scenario = {
  query: `query ProductsWithReviews {
    products { id name price reviews { id stars text author { id name } } }
  }`,
  subgraphs: [
    {
      name: 'products',
      sdl: `${FEDERATION}
        type Query { products: [Product!]! }
        type Product @key(fields: "id") { id: ID!  name: String!  price: Int! }`,
      resolvers: {
        Query: {
          products: () =>
            range(PRODUCTS).map((id) => ({ id: `p${id}`, name: `Product ${id}`, price: 100 * id })),
        },
      },
    },
    {
      name: 'reviews',
      sdl: `${FEDERATION}
        type Product @key(fields: "id") { id: ID!  reviews: [Review!]! }
        type Review { id: ID!  stars: Int!  text: String!  author: User! }
        type User @key(fields: "id", resolvable: false) { id: ID! }`,
      resolvers: {
        Product: {
          reviews: ({ id }: Reference) =>
            range(REVIEWS_PER_PRODUCT).map((review) => ({
              id: `${id}-r${review}`,
              stars: 1 + ((Number(id.slice(1)) + review) % 5),
              text: `What the reviewer number ${review} thinks about the product ${id}, in a sentence.`,
              author: { id: `u${1 + ((Number(id.slice(1)) * REVIEWS_PER_PRODUCT + review) % AUTHORS)}` },
            })),
        },
      },
    },
    {
      name: 'authors',
      sdl: `${FEDERATION}
        type User @key(fields: "id") { id: ID!  name: String! }
        type Query { authors: Int! }`,
      resolvers: {
        Query: { authors: () => AUTHORS },
        User: { name: ({ id }: Reference) => `Author ${id}` },
      },
    },
  ],
};
