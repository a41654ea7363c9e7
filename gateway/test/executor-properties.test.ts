import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { execute, type GraphQLError, graphql, parse } from 'graphql';
import { completeResponse } from '../src/execution/complete-response.ts';
import { createObjectTypes } from '../src/execution/object-types.ts';
import { executePlanNode } from '../src/execution/plan-executor.ts';
import type { DataObject } from '../src/execution/response-data.ts';
import type { SubgraphReply } from '../src/execution/subgraph-reply.ts';
import { prepareOperation } from '../src/supergraph/prepared-operation.ts';
import { loadSupergraph } from '../src/supergraph/supergraph.ts';
import { mediaResolver, mediaSubgraphs, mediaSupergraph } from './support/media-subgraphs.ts';
import { randomQueries, VALUES } from './support/random-operations.ts';

const supergraph = loadSupergraph(mediaSupergraph());
const subgraphs = mediaSubgraphs();
const types = createObjectTypes(supergraph.supergraphSchema);

async function ask(name: string, query: string, variables: Record<string, unknown>): Promise<SubgraphReply> {
  const schema = subgraphs.get(name);
  if (!schema) throw new Error(`no subgraph ${name}`);
  const result = await graphql({ schema, source: query, variableValues: variables });
  // As it comes over the wire.
  return JSON.parse(JSON.stringify(result));
}

interface Outcome {
  readonly data: unknown;
  /** Paths of the objects whose fields have errors. */
  readonly errorPlaces: ReadonlySet<string>;
}

async function runOurs(query: string): Promise<Outcome> {
  const prepared = prepareOperation(supergraph, parse(query), undefined, new Map());
  const data: DataObject = {};
  const errors: GraphQLError[] = [];
  if (prepared.plan) {
    await executePlanNode(prepared.plan, {
      variables: VALUES,
      context: undefined,
      types,
      data,
      errors,
      callSubgraph: async (fetch, body) => {
        const request = JSON.parse(body);
        return ask(fetch.subgraph, request.query, request.variables ?? {});
      },
    });
  }
  const completed = completeResponse(data, prepared.shapeWith(VALUES), {});
  return { data: JSON.parse(JSON.stringify(completed.data)), errorPlaces: placesOf(errors) };
}

/**
 * What GraphQL itself says: graphql-js over one schema that has all fields, with the subgraphs' resolvers. Apollo Gateway's
 * executor is no measure: it loses what is selected through a union's fragment beside one that cannot apply.
 */
async function runReference(query: string): Promise<Outcome> {
  const { data, errors } = await execute({
    schema: supergraph.apiSchema,
    document: parse(query),
    variableValues: VALUES,
    fieldResolver: mediaResolver(subgraphs),
    typeResolver: ({ __typename }) => __typename,
  });
  return { data: JSON.parse(JSON.stringify(data ?? null)), errorPlaces: placesOf(errors ?? []) };
}

const placesOf = (errors: readonly GraphQLError[]): ReadonlySet<string> =>
  new Set(errors.map(({ path }) => JSON.stringify(path?.slice(0, -1))));

describe('the executor', () => {
  it('answers objects of which nothing is included with empty objects', async () => {
    const query = `query ($no: Boolean!) {
      author @skip(if: $no) { ... @include(if: $no) { name } notes { text @include(if: $no) } }
      media { ... on Book { author { id @include(if: $no) } } }
    }`;
    const { data } = await runOurs(query);
    assert.deepEqual(data, {
      author: { notes: [{}] },
      media: [{ author: {} }, { author: null }, {}, {}],
    });
  });

  it('asks for nothing that a literal excludes, below a condition with a variable too', async () => {
    const query = `query ($yes: Boolean!) {
      media { ... on Medium @include(if: $yes) { notes { by { rank @skip(if: true) id } } } }
    }`;
    const { data, errorPlaces } = await runOurs(query);
    assert.deepEqual([...errorPlaces], []);
    assert.deepEqual((data as { media: unknown[] }).media[0], {
      notes: [{ by: { id: 'p1' } }, { by: { id: 'p2' } }],
    });
  });

  it('declares the variables of what can never apply, so that a subgraph takes its part', async () => {
    const query = `query ($no: Boolean!) {
      media { ... on Film { ...Any title } }
    }
    fragment Any on Found { ... on Person { ...Someone } ... on Film { subtitle } }
    fragment Someone on Person { id @include(if: $no) name }`;
    const { data, errorPlaces } = await runOurs(query);
    assert.deepEqual([...errorPlaces], []);
    assert.deepEqual((data as { media: unknown[] }).media[3], { subtitle: 'For', title: 'Four' });
  });

  it('keeps what a union selects beside a fragment that cannot apply', async () => {
    const query = `{ author { ...Any } found { ... on Film { cast { ...Any } } } }
      fragment Any on Found { ...Someone ...Something }
      fragment Someone on Person { name }
      fragment Something on Medium { score }`;
    assert.deepEqual((await runOurs(query)).data, {
      author: { name: 'Ada' },
      found: [{}, null, {}, { cast: [{ name: 'Ada' }, null, { name: null }] }],
    });
  });

  it('answers random operations with the same data as one schema with all fields', async () => {
    await fc.assert(
      fc.asyncProperty(randomQueries(supergraph.apiSchema), async (query) => {
        const [ours, reference] = await Promise.all([runOurs(query), runReference(query)]);
        assert.deepEqual(ours.data, reference.data);
        // A plan may ask a subgraph for more than the client did, of which errors are told too. Of several fields that
        // make one object null, GraphQL leaves open which is told.
        const untold = [...reference.errorPlaces].filter((place) => !ours.errorPlaces.has(place));
        assert.deepEqual(untold, []);
      }),
      { numRuns: 150 },
    );
  });
});
