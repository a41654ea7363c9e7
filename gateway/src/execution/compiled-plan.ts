import { hash } from 'node:crypto';
import type {
  FetchDataRewrite,
  PlanNode,
  QueryPlanSelectionNode,
  ResponsePath,
  SubscriptionNode,
} from '@apollo/query-planner';
import type { DocumentNode, OperationDefinitionNode, OperationTypeNode } from 'graphql';
import { withVariables } from './fetch-variables.ts';

/** A call of a subgraph, with everything prepared that does not change from request to request. */
export interface CompiledFetch {
  readonly kind: 'fetch';
  readonly subgraph: string;
  readonly operationKind: `${OperationTypeNode}`;
  /** The text of the operation, `{ … }` or with a header. */
  readonly operation: string;
  readonly operationName: string | undefined;
  /** The same for fetches that ask the same of the same subgraph, whatever operations they belong to. */
  readonly signature: string;
  /** The request's JSON up to its variables. */
  readonly bodyHead: string;
  readonly variableNames: readonly string[];
  /** Present: entities are fetched, and this is what each must be told by. */
  readonly requires: readonly QueryPlanSelectionNode[] | undefined;
  readonly inputRewrites: readonly FetchDataRewrite[] | undefined;
  readonly outputRewrites: readonly FetchDataRewrite[] | undefined;
  /** The response names of the operation's root fields. */
  readonly rootResponseNames: readonly string[];
  /** Where in the response its data belongs. */
  readonly path: ResponsePath;
}

/** A query plan, ready to be executed any number of times. */
export type CompiledNode =
  | CompiledFetch
  | { readonly kind: 'sequence' | 'parallel'; readonly nodes: readonly CompiledNode[] }
  | {
      readonly kind: 'condition';
      /** A Boolean variable. */
      readonly variable: string;
      readonly included: CompiledNode | undefined;
      readonly otherwise: CompiledNode | undefined;
    };

/**
 * @param client the operation that was planned
 * @throws Error for a plan that needs what is not offered: incremental delivery, or arguments from a context
 */
export function compilePlanNode(
  node: PlanNode,
  client: OperationDefinitionNode,
  path: ResponsePath = [],
): CompiledNode {
  const compile = (child: PlanNode) => compilePlanNode(child, client, path);
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', nodes: node.nodes.map(compile) };
    case 'Parallel':
      return { kind: 'parallel', nodes: node.nodes.map(compile) };
    case 'Flatten':
      return compilePlanNode(node.node, client, [...path, ...node.path]);
    case 'Condition':
      return {
        kind: 'condition',
        variable: node.condition,
        included: node.ifClause && compile(node.ifClause),
        otherwise: node.elseClause && compile(node.elseClause),
      };
    case 'Fetch':
      return compileFetch(node, client, path);
    case 'Defer':
      throw new Error('@defer is not offered.');
  }
}

function compileFetch(
  node: Extract<PlanNode | SubscriptionNode['primary'], { kind: 'Fetch' }>,
  client: OperationDefinitionNode,
  path: ResponsePath,
): CompiledFetch {
  if (node.contextRewrites?.length) throw new Error('@fromContext is not offered.');
  const { operationName } = node;
  const { operation, variableNames, document } = withVariables(node, client);
  return {
    kind: 'fetch',
    subgraph: node.serviceName,
    operationKind: node.operationKind,
    operation,
    operationName,
    signature: hash('sha256', `${node.serviceName}\n${withoutName(operation)}`, 'base64url'),
    bodyHead: `{"query":${JSON.stringify(operation)}${
      operationName ? `,"operationName":${JSON.stringify(operationName)}` : ''
    }`,
    variableNames,
    requires: node.requires,
    inputRewrites: node.inputRewrites,
    outputRewrites: node.outputRewrites,
    rootResponseNames: rootResponseNamesOf(document),
    path,
  };
}

/** The planner names operations after the client's: `query Name__subgraph__1(`. */
function withoutName(operation: string): string {
  return operation.replace(/^(query|mutation) [_A-Za-z]\w*/, '$1');
}

function rootResponseNamesOf({ definitions: [definition] }: DocumentNode): string[] {
  const selections = definition?.kind === 'OperationDefinition' ? definition.selectionSet.selections : [];
  return selections.flatMap((selection) =>
    selection.kind === 'Field' ? [selection.alias?.value ?? selection.name.value] : [],
  );
}
