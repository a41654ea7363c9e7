import federation from '@apollo/federation-internals';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { type CompiledNode, compilePlanNode } from '../execution/compiled-plan.ts';
import { inclusionVariables } from '../execution/inclusion.ts';
import { introspectionPart } from '../execution/introspection.ts';
import { planningDocument } from '../execution/planning-document.ts';
import { shapeOfOperation, type TypeShape } from '../execution/response-shape.ts';
import type { LoadedSupergraph } from './supergraph.ts';

/** A query or mutation, planned; good for every request that sends the same document. */
export interface PreparedOperation {
  readonly operation: OperationDefinitionNode;
  /** Absent: no subgraph has to be asked. */
  readonly plan: CompiledNode | undefined;
  /** What is asked of the schema itself. */
  readonly introspection: DocumentNode | undefined;
  /** What the response looks like with these variables. */
  shapeWith(variables: Readonly<Record<string, unknown>>): TypeShape;
}

/** Labels of progressive `@override`, and whether each applies. */
export type OverrideConditions = ReadonlyMap<string, boolean>;

/** Shapes differ by the variables of `@skip` and `@include`; more than so many combinations are worked out anew. */
const KEPT_SHAPES = 32;

/** @throws GraphQLError for an operation that cannot be planned */
export function prepareOperation(
  supergraph: LoadedSupergraph,
  document: DocumentNode,
  operationName: string | undefined,
  overrideConditions: OverrideConditions,
): PreparedOperation {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new GraphQLError('The document has no such operation.');
  const fragments = fragmentsOf(document);
  const federated = federation.operationFromDocument(
    supergraph.federatedApiSchema,
    planningDocument(document, supergraph.apiSchema),
    {
      ...(operationName ? { operationName } : {}),
      validate: false,
    },
  );
  const { node } = supergraph.planner.buildQueryPlan(federated, {
    overrideConditions: new Map(overrideConditions),
  });
  if (node?.kind === 'Subscription') throw new Error('A subscription is planned by the subscription engine.');
  return {
    operation,
    plan: node && compilePlanNode(node, operation),
    introspection: introspectionPart(operation, fragments),
    shapeWith: createShapes(supergraph, document, operation, fragments),
  };
}

/** A document's fragments by name. */
export function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  return Object.fromEntries(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
}

/** Works shapes out once for each combination of variables that decide what is included. */
export function createShapes(
  { apiSchema }: LoadedSupergraph,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): PreparedOperation['shapeWith'] {
  const deciding = inclusionVariables(document);
  const shapes = new Map<string, TypeShape>();
  return (variables) => {
    const key = deciding.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const known = shapes.get(key);
    if (known) return known;
    const shape = shapeOfOperation(apiSchema, operation, fragments, variables);
    if (shapes.size < KEPT_SHAPES) shapes.set(key, shape);
    return shape;
  };
}
