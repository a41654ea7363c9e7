import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type DocumentNode,
  type GraphQLError,
  graphql,
  isInterfaceType,
  isObjectType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { AuthorizationRules } from '../src/authorization/authorization-rules.ts';
import { createAuthorizer } from '../src/authorization/authorizer.ts';
import { completeUnauthorized } from '../src/authorization/complete-unauthorized.ts';
import { NO_REQUIREMENT } from '../src/authorization/requirement.ts';
import { completeResponse } from '../src/execution/complete-response.ts';
import { createObjectTypes } from '../src/execution/object-types.ts';
import { executePlanNode } from '../src/execution/plan-executor.ts';
import type { DataObject } from '../src/execution/response-data.ts';
import { prepareOperation } from '../src/supergraph/prepared-operation.ts';
import { loadSupergraph } from '../src/supergraph/supergraph.ts';
import { NOBODY } from './support/authorization.ts';
import { mediaSubgraphs, mediaSupergraph } from './support/media-subgraphs.ts';
import { randomQueries, VALUES } from './support/random-operations.ts';

const supergraph = loadSupergraph(mediaSupergraph());
const { apiSchema } = supergraph;
const subgraphs = mediaSubgraphs();
const types = createObjectTypes(supergraph.supergraphSchema);

/** Plans and runs a document through the gateway's executor; notes what is asked of subgraphs. */
async function run(document: DocumentNode, asked: Set<string>) {
  const prepared = prepareOperation(supergraph, document, undefined, new Map());
  const data: DataObject = {};
  const errors: GraphQLError[] = [];
  if (prepared.plan) {
    await executePlanNode(prepared.plan, {
      variables: VALUES,
      context: undefined,
      types,
      data,
      errors,
      callSubgraph: async ({ subgraph }, body) => {
        const { query, variables } = JSON.parse(body);
        const schema = subgraphs.get(subgraph);
        assert.ok(schema);
        const typeInfo = new TypeInfo(schema);
        visit(
          parse(query),
          visitWithTypeInfo(typeInfo, {
            Field: ({ name }) => void asked.add(`${typeInfo.getParentType()?.name}.${name.value}`),
          }),
        );
        return JSON.parse(
          JSON.stringify(await graphql({ schema, source: query, variableValues: variables })),
        );
      },
    });
  }
  return completeResponse(data, prepared.shapeWith(VALUES), {});
}

/** Leaves that clients could be kept from; keys and what others require stay open, as composition would demand. */
const PROTECTABLE = Object.values(apiSchema.getTypeMap()).flatMap((type) =>
  isObjectType(type) && !type.name.startsWith('__') && type !== apiSchema.getQueryType()
    ? Object.keys(type.getFields()).flatMap((field) =>
        field === 'id' || field === 'weight' ? [] : [`${type.name}.${field}`],
      )
    : [],
);

function rulesFor(coordinates: ReadonlySet<string>): AuthorizationRules {
  return {
    isEmpty: coordinates.size === 0,
    requirementOf(typeName, fieldName) {
      const type = apiSchema.getType(typeName);
      const names = isInterfaceType(type)
        ? apiSchema.getPossibleTypes(type).map(({ name }) => name)
        : [typeName];
      const isProtected = names.some((name) => coordinates.has(`${name}.${fieldName}`));
      return isProtected ? { ...NO_REQUIREMENT, authenticated: true } : NO_REQUIREMENT;
    },
  };
}

/** Every value of the part is the whole's, or is missing because of an error at it or below it. */
function assertPartOf(part: unknown, whole: unknown, places: readonly string[], path: string): void {
  // The whole may have lost an object to a fault in a field that the part does not read.
  if (whole === null) return;
  if (part === null) {
    assert.ok(
      places.some((place) => path === '' || `${place}.`.startsWith(`${path}.`)),
      `${path} is null for no reason`,
    );
    return;
  }
  if (typeof whole !== 'object') {
    assert.equal(part, whole, path);
    return;
  }
  assert.deepEqual(Object.keys(part as object), Object.keys(whole), path);
  for (const [key, value] of Object.entries(whole)) {
    assertPartOf((part as Record<string, unknown>)[key], value, places, path ? `${path}.${key}` : key);
  }
}

describe('authorization before the executor', () => {
  it('A27 whatever is protected, subgraphs are not asked for it and the rest of the answer is the same', async () => {
    const protectedSets = fc.uniqueArray(fc.constantFrom(...PROTECTABLE), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(randomQueries(apiSchema), protectedSets, async (text, coordinates) => {
        const document = parse(text);
        const authorizer = createAuthorizer(rulesFor(new Set(coordinates)), apiSchema);
        const needs = authorizer.needsOf(document, undefined);
        assert.ok(needs);
        const operation = authorizer.authorize(needs, NOBODY);
        const asked = new Set<string>();
        const { data, faults } = operation.document
          ? await run(operation.document, asked)
          : { data: {}, faults: [] };
        for (const coordinate of coordinates) assert.equal(asked.has(coordinate), false, coordinate);
        // A subgraph's own faults make nulls of their own.
        if (operation.kind === 'whole' || faults.length > 0) return;
        const completed = completeUnauthorized({ data }, operation.removal, apiSchema, VALUES) as {
          data?: unknown;
          errors?: readonly GraphQLError[];
        };
        const places = (completed.errors ?? []).map(({ path }) => path?.join('.') ?? '');
        assertPartOf(completed.data ?? null, (await run(document, new Set())).data, places, '');
        assert.doesNotMatch(JSON.stringify(completed.data), /authorizationTypename/);
      }),
      { numRuns: 200 },
    );
  });
});
