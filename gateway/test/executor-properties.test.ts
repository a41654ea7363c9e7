import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import federation from '@apollo/federation-internals';
import { buildOperationContext, executeQueryPlan, type ServiceMap } from '@apollo/gateway';
import fc from 'fast-check';
import { type GraphQLError, graphql, parse } from 'graphql';
import { completeResponse } from '../src/execution/complete-response.ts';
import { createObjectTypes } from '../src/execution/object-types.ts';
import { executePlanNode } from '../src/execution/plan-executor.ts';
import { planningDocument } from '../src/execution/planning-document.ts';
import type { DataObject } from '../src/execution/response-data.ts';
import type { SubgraphReply } from '../src/execution/subgraph-reply.ts';
import { prepareOperation } from '../src/supergraph/prepared-operation.ts';
import { loadSupergraph } from '../src/supergraph/supergraph.ts';
import { mediaSubgraphs, mediaSupergraph } from './support/media-subgraphs.ts';
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
  readonly errorPaths: ReadonlySet<string>;
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
  return { data: JSON.parse(JSON.stringify(completed.data)), errorPaths: pathsOf(errors) };
}

/** An object of an interface object: Apollo Gateway takes the interface's name over for the object's, and loses it. */
function withoutInterfaceNames({ data, errors }: SubgraphReply): SubgraphReply {
  const entities = data?._entities;
  for (const entity of Array.isArray(entities) ? entities : []) {
    if (entity?.__typename === 'Medium') delete entity.__typename;
  }
  return { ...(data === undefined ? {} : { data }), ...(errors ? { errors } : {}) };
}

async function runApollos(query: string): Promise<Outcome> {
  const document = parse(query);
  // Planned as ours is: Apollo Gateway gives null for objects of which nothing is included.
  const planned = planningDocument(document);
  const operation = federation.operationFromDocument(supergraph.federatedApiSchema, planned);
  const plan = supergraph.planner.buildQueryPlan(operation);
  const services: ServiceMap = Object.fromEntries(
    [...subgraphs.keys()].map((name) => [
      name,
      {
        process: async ({ request }) =>
          withoutInterfaceNames(await ask(name, request.query ?? '', request.variables ?? {})) as never,
      },
    ]),
  );
  const context = { request: { variables: VALUES }, logger: console, metrics: {}, context: {} };
  const { data, errors } = await executeQueryPlan(
    plan as never,
    services,
    context as never,
    buildOperationContext({
      schema: supergraph.apiSchema,
      operationDocument: document,
      operationName: undefined,
    }),
    supergraph.supergraphSchema,
    supergraph.federatedApiSchema,
  );
  return { data: JSON.parse(JSON.stringify(data ?? null)), errorPaths: pathsOf(errors ?? []) };
}

const pathsOf = (errors: readonly GraphQLError[]): ReadonlySet<string> =>
  new Set(errors.map(({ path }) => JSON.stringify(path)));

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

  it("answers random operations with the same data as Apollo Gateway's", async () => {
    await fc.assert(
      fc.asyncProperty(randomQueries(supergraph.apiSchema), async (query) => {
        const [ours, apollos] = await Promise.all([runOurs(query), runApollos(query)]);
        assert.deepEqual(ours.data, apollos.data);
        assert.equal(ours.errorPaths.size > 0, apollos.errorPaths.size > 0);
      }),
      { numRuns: 150 },
    );
  });
});
