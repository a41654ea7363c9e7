import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ExecutionResult, execute, parse, print, validate } from 'graphql';
import type { AuthorizedOperation } from '../src/authorization/authorizer.ts';
import { completeUnauthorized, unauthorizedError } from '../src/authorization/complete-unauthorized.ts';
import type { CallerAuthority } from '../src/authorization/requirement.ts';
import {
  composeTest,
  federated,
  NOBODY,
  readTestSupergraph,
  SOMEBODY,
  withScopes,
} from './support/authorization.ts';
import { composeShop, RAN, ROOT } from './support/authorization-shop.ts';

const supergraph = readTestSupergraph(composeShop());
const { apiSchema, authorize, fetched } = supergraph;

interface Outcome {
  readonly operation: AuthorizedOperation;
  readonly text: string;
  readonly data: unknown;
  readonly unauthorized: readonly (string | undefined)[];
}

/** Authorizes, runs what is left and completes it. */
async function run(
  query: string,
  authority: CallerAuthority,
  variables: Record<string, unknown> = {},
): Promise<Outcome> {
  const operation = authorize(query, authority);
  const { document } = operation;
  if (document) assert.deepEqual(validate(apiSchema, document), [], print(document));
  const result: ExecutionResult = document
    ? await execute({ schema: apiSchema, document, rootValue: ROOT, variableValues: variables })
    : { data: {} };
  const completed =
    operation.kind === 'part'
      ? completeUnauthorized(result, operation.removal, apiSchema, variables)
      : result;
  for (const error of completed.errors ?? [])
    assert.equal(error.extensions.code, 'UNAUTHORIZED_FIELD_OR_TYPE', error.message);
  return {
    operation,
    text: document ? print(document) : '',
    data: JSON.parse(JSON.stringify(completed.data)),
    unauthorized: (completed.errors ?? []).map(({ path }) => path?.join('.')),
  };
}

describe('what a caller may not select', () => {
  it('leaves a document without protected fields as it is', () => {
    const document = parse('{ products { id maker { country } } }');
    const operation = authorize(document, NOBODY);
    assert.equal(operation.kind, 'whole');
    assert.equal(operation.document, document);
  });

  it('leaves a document as it is for who may select everything', () => {
    const document = parse('{ products { cost } }');
    assert.equal(authorize(document, SOMEBODY).document, document);
  });

  it('gives callers who meet the same requirements the same remaining document', () => {
    const document = parse('{ products { id cost margin } }');
    const first = authorize(document, SOMEBODY);
    assert.equal(authorize(document, withScopes('other')), first);
    const another = authorize(document, NOBODY);
    assert.ok(first.kind === 'part' && another.kind === 'part');
    assert.notEqual(another.variant, first.variant);
    assert.equal(authorize(document, withScopes('margin')).kind, 'whole');
  });

  it('A27 answers a protected field with null and an error at its place', async () => {
    const { data, unauthorized, text } = await run('{ products { id cost } secret }', NOBODY);
    assert.deepEqual(data, {
      products: [
        { id: '1', cost: null },
        { id: '2', cost: null },
      ],
      secret: null,
    });
    assert.deepEqual(unauthorized, ['products.0.cost', 'products.1.cost', 'secret']);
    assert.doesNotMatch(text, /cost|secret/);
  });

  it('A27 says nothing of what would be needed', () => {
    assert.doesNotMatch(unauthorizedError(['product', 'margin']).message, /margin|scope|policy/);
  });

  it('A27 lets null rise to where the schema allows it', async () => {
    assert.deepEqual((await run('{ product { id margin } node { id } }', SOMEBODY)).data, {
      product: null,
      node: null,
    });
    const inList = await run('{ products { margin } }', SOMEBODY);
    assert.deepEqual(
      { data: inList.data, unauthorized: inList.unauthorized },
      { data: null, unauthorized: ['products.0.margin', 'products.1.margin'] },
    );
    const nested = await run('{ product { id reviews { text author } } }', NOBODY);
    assert.deepEqual(nested.data, { product: null });
    assert.equal((await run('{ strict product { id } }', NOBODY)).data, null);
  });

  it('plans nothing when nothing is left', async () => {
    const { operation, data, unauthorized } = await run('{ secret again: secret }', NOBODY);
    assert.equal(operation.document, undefined);
    assert.deepEqual(data, { secret: null, again: null });
    assert.deepEqual(unauthorized, ['secret', 'again']);
  });

  it('still runs a field of which nothing may be selected, and shows none of it', async () => {
    const { data, unauthorized } = await run('{ product { cost } }', NOBODY);
    assert.deepEqual(
      { data, unauthorized },
      { data: { product: { cost: null } }, unauthorized: ['product.cost'] },
    );
  });

  it('says nothing about objects that are not there', async () => {
    const { data, unauthorized } = await run('{ nodes { ... on Product { cost } } }', NOBODY);
    assert.deepEqual(data, { nodes: [{ cost: null }, null, {}, {}] });
    assert.deepEqual(unauthorized, ['nodes.0.cost']);
  });

  it('A27 through an interface, only what every type behind it allows', async () => {
    const refused = await run('{ nodes { __typename label } }', SOMEBODY);
    assert.deepEqual(refused.data, {
      nodes: [
        { __typename: 'Product', label: null },
        null,
        { __typename: 'Maker', label: null },
        { __typename: 'Vault', label: null },
      ],
    });
    const allowed = await run('{ nodes { label } }', withScopes('vault'));
    assert.equal(allowed.operation.kind, 'whole');
  });

  it('A27 through fragments on the types behind an interface or a union, what each allows', async () => {
    const selection = '... on Product { label } ... on Maker { label country } ... on Vault { label gold }';
    for (const field of ['nodes', 'hits']) {
      const { text, data } = await run(`{ ${field} { ${selection} } }`, NOBODY);
      assert.doesNotMatch(text, /Vault|gold/);
      const [found] = Object.values(data as Record<string, { country?: string }[]>);
      assert.deepEqual(
        found?.find((item) => item?.country),
        { label: null, country: 'DK' },
      );
      assert.deepEqual(found?.at(-1), { label: null, gold: null });
    }
  });

  it('keeps a leaf that a narrower selection may read, though a wider one may not', async () => {
    const { data, unauthorized } = await run('{ nodes { label ... on Product { label } } }', SOMEBODY);
    assert.deepEqual(data, { nodes: [{ label: 'Product 1' }, null, { label: null }, { label: null }] });
    assert.deepEqual(unauthorized, ['nodes.2.label', 'nodes.3.label']);
  });

  it('removes the fragments and variables that nothing uses any more', async () => {
    const { text, data } = await run(
      `query Q($first: Int, $code: Boolean, $show: Boolean!) { products(first: $first) { ...All ...Costs } }
       fragment All on Product { id maker { country(code: $code) } }
       fragment Costs on Product { cost @include(if: $show) ...Inner }
       fragment Inner on Product { other: cost }`,
      NOBODY,
      { show: false },
    );
    assert.doesNotMatch(text, /Costs|Inner|show/);
    assert.match(text, /\$code/);
    assert.deepEqual((data as { products: unknown[] }).products[0], {
      id: '1',
      maker: { country: 'DK' },
      other: null,
    });
  });

  it('honours @skip and @include of what it removes, defaults too', async () => {
    const query = `query ($yes: Boolean = true, $no: Boolean!) {
      a: secret @skip(if: $yes) b: secret @include(if: $no) c: secret @include(if: $yes) d: secret @skip(if: true)
      ... @include(if: $no) { e: secret } ... @skip(if: $no) { f: secret } product { id }
    }`;
    const { data, unauthorized } = await run(query, NOBODY, { no: false });
    assert.deepEqual(data, { c: null, f: null, product: { id: '1' } });
    assert.deepEqual(unauthorized, ['c', 'f']);
  });

  it('A27 removes aliases of a protected field, and takes no response key of the client for its own', async () => {
    const query = '{ product { id authorizationTypename: cost authorizationTypename2: name } }';
    const { data, unauthorized } = await run(query, NOBODY);
    assert.deepEqual(data, {
      product: { id: '1', authorizationTypename: null, authorizationTypename2: 'Name 1' },
    });
    assert.deepEqual(unauthorized, ['product.authorizationTypename']);
  });

  it('A27 runs the mutations a caller may run, and no other', async () => {
    RAN.length = 0;
    const query = 'mutation { rename(id: "1", name: "x") { id } destroy(id: "1") { id } }';
    const { data, unauthorized } = await run(query, NOBODY);
    assert.deepEqual(data, { rename: { id: '1' }, destroy: null });
    assert.deepEqual({ unauthorized, ran: RAN }, { unauthorized: ['destroy'], ran: ['rename'] });
  });

  it('A27 leaves nothing of a subscription whose field is protected, and filters what its events carry', () => {
    const ticks = readTestSupergraph(
      composeTest({
        ticks: `
          ${federated('"@authenticated"')}
          type Query { now: Int }
          type Subscription { secretTicks: Int @authenticated  ticks: Tick }
          type Tick { at: Int  by: String @authenticated }
        `,
      }),
    );
    assert.equal(ticks.authorize('subscription { secretTicks }', NOBODY).document, undefined);
    assert.equal(
      ticks.authorize('subscription { ...F } fragment F on Subscription { secretTicks }', NOBODY).document,
      undefined,
    );
    const { document } = ticks.authorize('subscription { ticks { at by } }', NOBODY);
    assert.ok(document);
    assert.match(
      print(document),
      /^subscription \{\s+ticks \{\s+authorizationTypename: __typename\s+at\s+\}\s+\}$/,
    );
    assert.equal(ticks.authorize('subscription { secretTicks }', SOMEBODY).kind, 'whole');
  });

  it('leaves introspection alone', async () => {
    const { data } = await run(
      '{ __typename __type(name: "Vault") { name fields { name } } secret }',
      NOBODY,
    );
    assert.equal((data as { __type: { name: string } }).__type.name, 'Vault');
  });

  it('bounds its errors, not its nulls, and leaves no field without one', () => {
    const aliases = Array.from({ length: 30 }, (_, index) => `a${index}: cost`);
    const operation = authorize(`{ products { cost ${aliases.join(' ')} } }`, NOBODY);
    assert.ok(operation.kind === 'part');
    const { typenameKey } = operation.removal;
    const products = Array.from({ length: 1_000 }, () => ({ [typenameKey]: 'Product' }));
    const { data, errors = [] } = completeUnauthorized(
      { data: { products } } as ExecutionResult,
      operation.removal,
      apiSchema,
      {},
    );
    const completed = data?.products as { cost: unknown; a29: unknown }[] | undefined;
    assert.deepEqual(new Set(completed?.flatMap(({ cost, a29 }) => [cost, a29])), new Set([null]));
    assert.equal(new Set(errors.map(({ path }) => path?.at(-1))).size, 31);
    assert.ok(errors.length <= 100 + 31, String(errors.length));
  });

  it('A27 no subgraph is asked for a protected field, across subgraphs', () => {
    const { document } = authorize(
      '{ products { id cost margin reviews { text author } } hits { ... on Vault { gold } } }',
      NOBODY,
    );
    assert.ok(document);
    const names = fetched(document);
    for (const name of ['cost', 'margin', 'author', 'gold']) assert.equal(names.has(name), false, name);
    for (const name of ['id', 'reviews', 'text']) assert.ok(names.has(name), name);
  });
});
