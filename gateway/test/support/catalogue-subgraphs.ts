import type { IncomingHttpHeaders } from 'node:http';
import { INTERNAL_TOKEN_HEADER } from '@codexcontinue/platform/identity';
import { composeSupergraph } from '../../../schema/src/compose.ts';
import { startSubgraph, type TestSubgraph } from './subgraphs.ts';

const IMPORTS =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@cacheTag"])';
const PRODUCTS = `${IMPORTS}
  type Query {
    products(first: Int): [Product!]!
    product(upc: ID!): Product
    mine: [Product!]!
    failing: String
    slogan(season: String!): String @cacheTag(format: "slogan-{$args.season}")
  }
  type Mutation { rename(upc: ID!, name: String!): Product }
  type Product @key(fields: "upc") { upc: ID!  name: String! }
`;
const STOCK = `${IMPORTS}
  type Product @key(fields: "upc") { upc: ID!  stock: Int }
`;

const OWN_PRODUCT: Readonly<Record<string, string>> = { u1: '1', u2: '2' };

/** Whom the gateway asks for; the token is not verified here. */
function personOf(headers: IncomingHttpHeaders): string {
  const [, payload = ''] = String(headers[INTERNAL_TOKEN_HEADER]).split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()).caller.personId ?? 'nobody';
}

/** Two subgraphs whose answers may be kept, and what they know. */
export interface Catalogue extends AsyncDisposable {
  readonly products: TestSubgraph;
  readonly stock: TestSubgraph;
  slogan: string;
  rename(upc: string, name: string): void;
  setStock(upc: string, pieces: number): void;
  calls(): number;
  productCalls(): number;
  stockCalls(): number;
  forgetCalls(): void;
  /** Resolves when the products subgraph is asked next. */
  untilAsked(): Promise<void>;
}

export async function startCatalogue(): Promise<Catalogue> {
  const names = new Map([
    ['1', 'Table'],
    ['2', 'Chair'],
    ['3', 'Lamp'],
  ]);
  const pieces = new Map([...names.keys()].map((upc) => [upc, 7]));
  const product = (upc: string) => ({ __typename: 'Product', upc, name: names.get(upc) });
  const products = await startSubgraph(PRODUCTS, {
    Query: {
      products: (_: unknown, { first }: { first?: number }) => [...names.keys()].slice(0, first).map(product),
      product: (_: unknown, { upc }: { upc: string }) => (names.has(upc) ? product(upc) : null),
      mine: (_: unknown, _args: unknown, { headers }: { headers: IncomingHttpHeaders }) => [
        product(OWN_PRODUCT[personOf(headers)] ?? '3'),
      ],
      failing: () => {
        throw new Error('no');
      },
      slogan: () => catalogue.slogan,
    },
    Mutation: { rename: (_: unknown, { upc }: { upc: string }) => product(upc) },
    Product: { __resolveReference: ({ upc }: { upc: string }) => product(upc) },
  });
  const stock = await startSubgraph(STOCK, {
    Product: {
      __resolveReference: ({ upc }: { upc: string }) => ({ upc }),
      stock: ({ upc }: { upc: string }) => pieces.get(upc),
    },
  });
  products.cacheControl = 'max-age=60, public';
  stock.cacheControl = 'max-age=60, public';
  const catalogue: Catalogue = {
    products,
    stock,
    slogan: 'old',
    rename: (upc, name) => void names.set(upc, name),
    setStock: (upc, count) => void pieces.set(upc, count),
    calls: () => products.calls.length + stock.calls.length,
    productCalls: () => products.calls.length,
    stockCalls: () => stock.calls.length,
    forgetCalls() {
      products.calls.length = 0;
      stock.calls.length = 0;
    },
    async untilAsked() {
      const before = products.calls.length;
      while (products.calls.length === before) await new Promise((resolve) => setImmediate(resolve));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([products[Symbol.asyncDispose](), stock[Symbol.asyncDispose]()]);
    },
  };
  return catalogue;
}

export function composeCatalogue({ products, stock }: Catalogue): string {
  const composition = composeSupergraph([
    { name: 'products', url: products.url, schemaSdl: PRODUCTS, eventsSdl: undefined },
    { name: 'stock', url: stock.url, schemaSdl: STOCK, eventsSdl: undefined },
  ]);
  if (composition.errors) throw new Error(composition.errors.join('\n'));
  return composition.supergraphSdl;
}
