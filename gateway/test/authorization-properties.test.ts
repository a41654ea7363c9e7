import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type DocumentNode,
  defaultFieldResolver,
  type ExecutionResult,
  execute,
  type FieldNode,
  getOperationAST,
  parse,
  print,
  type SelectionSetNode,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { completeUnauthorized } from '../src/authorization/complete-unauthorized.ts';
import type { CallerAuthority } from '../src/authorization/requirement.ts';
import { NOBODY, readTestSupergraph, SOMEBODY, withScopes } from './support/authorization.ts';
import { composeShop, ROOT } from './support/authorization-shop.ts';
import { randomQueries, VALUES } from './support/random-operations.ts';

const { apiSchema, authorize, fetched } = readTestSupergraph(composeShop());

/** What the shop's schema protects, written down by hand. */
const SIGNED_IN = [
  'Query.secret',
  'Query.strict',
  'Product.cost',
  'Maker.label',
  'Node.label',
  'Review.author',
];
const SCOPED: Readonly<Record<string, readonly string[]>> = {
  margin: ['Product.margin'],
  vault: ['Vault.id', 'Vault.label', 'Vault.gold', 'Vault.parent', 'Node.parent', 'Node.id', 'Node.label'],
};

function refusedFor(authority: CallerAuthority): ReadonlySet<string> {
  return new Set([
    ...(authority.authenticated ? [] : SIGNED_IN),
    ...Object.entries(SCOPED).flatMap(([scope, coordinates]) =>
      authority.scopes.has(scope) ? [] : coordinates,
    ),
  ]);
}

/** The fields of a document that a caller may not select. */
function refusedNodes(document: DocumentNode, refused: ReadonlySet<string>): ReadonlySet<FieldNode> {
  const nodes = new Set<FieldNode>();
  const typeInfo = new TypeInfo(apiSchema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field(node) {
        if (refused.has(`${typeInfo.getParentType()?.name}.${node.name.value}`)) nodes.add(node);
      },
    }),
  );
  return nodes;
}

/** Every field of an operation with all that leads to it, fragments spread out. */
function spreadOut(document: DocumentNode | undefined, without: ReadonlySet<FieldNode>): string[] {
  const operation = document && getOperationAST(document);
  if (!operation) return [];
  const lines: string[] = [];
  const follow = ({ selections }: SelectionSetNode, before: string): void => {
    for (const selection of selections) {
      const directives = (selection.directives ?? []).map(print).join('');
      if (selection.kind === 'InlineFragment') {
        follow(selection.selectionSet, `${before}/${selection.typeCondition?.name.value}${directives}`);
      } else if (selection.kind === 'FragmentSpread') {
        for (const definition of document.definitions) {
          if (definition.kind !== 'FragmentDefinition' || definition.name.value !== selection.name.value)
            continue;
          follow(definition.selectionSet, `${before}/${definition.typeCondition.name.value}${directives}`);
        }
      } else if (!without.has(selection) && selection.alias?.value !== 'authorizationTypename') {
        const line = `${before}/${print({ ...selection, selectionSet: undefined })}`;
        lines.push(line);
        if (selection.selectionSet) follow(selection.selectionSet, line);
      }
    }
  };
  follow(operation.selectionSet, '');
  return lines;
}

const queries = randomQueries(apiSchema);
const callers = fc.constantFrom(
  NOBODY,
  SOMEBODY,
  withScopes('vault'),
  withScopes('margin'),
  withScopes('vault', 'margin'),
);

describe('any operation for any caller', () => {
  it('A27 stays valid, selects nothing protected and everything else', () => {
    fc.assert(
      fc.property(queries, callers, (text, authority) => {
        const document = parse(text);
        const refused = refusedNodes(document, refusedFor(authority));
        const operation = authorize(document, authority);
        assert.equal(operation.kind === 'whole', refused.size === 0);
        if (operation.document) {
          assert.deepEqual(validate(apiSchema, operation.document), []);
          assert.equal(refusedNodes(operation.document, refusedFor(authority)).size, 0);
        }
        assert.deepEqual(spreadOut(operation.document, new Set()), spreadOut(document, refused));
      }),
      { numRuns: 1_000 },
    );
  });

  it('A27 is answered as if the resolvers of what is protected had failed', async () => {
    await fc.assert(
      fc.asyncProperty(queries, callers, async (text, authority) => {
        const document = parse(text);
        const refused = refusedNodes(document, refusedFor(authority));
        const reference = await execute({
          schema: apiSchema,
          document,
          rootValue: ROOT,
          variableValues: VALUES,
          fieldResolver(source, args, context, info) {
            const kept = info.fieldNodes.filter((node) => !refused.has(node));
            const isComposite = info.fieldNodes.some(({ selectionSet }) => selectionSet);
            if (kept.length === 0 || (isComposite && kept.length < info.fieldNodes.length))
              throw new Error('refused');
            return defaultFieldResolver(source, args, context, info);
          },
        });
        const operation = authorize(document, authority);
        let result: ExecutionResult = { data: {} };
        if (operation.document) {
          result = await execute({
            schema: apiSchema,
            document: operation.document,
            rootValue: ROOT,
            variableValues: VALUES,
          });
          assert.equal(result.errors, undefined);
        }
        const completed =
          operation.kind === 'part'
            ? completeUnauthorized(result, operation.removal, apiSchema, VALUES)
            : result;
        assert.equal(JSON.stringify(completed.data), JSON.stringify(reference.data));
        const places = new Set(completed.errors?.map(({ path }) => path?.join('.')));
        for (const { path } of reference.errors ?? [])
          assert.ok(places.has(path?.join('.')), path?.join('.'));
      }),
      { numRuns: 1_000 },
    );
  });

  it('A27 is planned without a fetch of what is protected for everybody here', () => {
    const open = new Set([
      'id',
      'label',
      'name',
      'text',
      'country',
      'maker',
      'reviews',
      'products',
      'product',
      'node',
      'nodes',
      'parent',
      'hits',
      '__typename',
      '_entities',
    ]);
    fc.assert(
      fc.property(queries, (text) => {
        const { document } = authorize(text, NOBODY);
        if (!document) return;
        for (const name of fetched(document)) assert.ok(open.has(name), name);
      }),
      { numRuns: 150 },
    );
  });
});
