import federation from '@apollo/federation-internals';
import type { FetchNode, PlanNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  getOperationAST,
  parse,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { type CompiledNode, compilePlanNode } from '../execution/compiled-plan.ts';
import { planningDocument } from '../execution/planning-document.ts';
import type { AcceptedSubscription } from '../graphql/request-context.ts';
import { createShapes, fragmentsOf, type PreparedOperation } from '../supergraph/prepared-operation.ts';
import type { EventSource } from './event-source.ts';
import { EVENTS_SUBGRAPH, type SubscriptionSupergraph } from './supergraph.ts';

/** A subscription operation, planned; good for every subscriber that sends the same document. */
export interface PreparedSubscription extends Pick<PreparedOperation, 'operation' | 'shapeWith'> {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly rootField: FieldNode;
  readonly source: EventSource;
  /** Whether an event answers everything by itself. */
  readonly eventOnly: boolean;
  /** The event's own part. */
  readonly primary: FetchNode;
  readonly primaryDocument: DocumentNode;
  /** What subgraphs add. */
  readonly rest: CompiledNode | undefined;
  /** A variable that gives the cursor and nothing else, and so does not change what an event looks like. */
  readonly cursorVariable: string | undefined;
}

/** Prepares a subscription. @throws GraphQLError for one that cannot be served */
export type SubscriptionPreparer = (accepted: AcceptedSubscription) => PreparedSubscription;

/** Prepares each document once. */
export function createPreparer(supergraph: SubscriptionSupergraph): SubscriptionPreparer {
  // Apollo Server keeps parsed documents in a bounded cache; what is kept here goes with them.
  const known = new WeakMap<DocumentNode, Map<string, PreparedSubscription>>();
  return (accepted) => {
    const byName = known.get(accepted.document) ?? new Map<string, PreparedSubscription>();
    known.set(accepted.document, byName);
    const name = accepted.operationName ?? '';
    const prepared = byName.get(name) ?? prepare(supergraph, accepted);
    byName.set(name, prepared);
    return prepared;
  };
}

function prepare(
  subscriptions: SubscriptionSupergraph,
  accepted: AcceptedSubscription,
): PreparedSubscription {
  const { document, operationName } = accepted;
  const operation = getOperationAST(document, operationName);
  if (!operation) throw badInput('The document has no such operation.');
  const fragments = fragmentsOf(document);
  const rootField = findRootField(operation.selectionSet, fragments);
  const source = subscriptions.eventSources.get(rootField.name.value);
  if (!source) throw badInput(`Subscription.${rootField.name.value} has no source of events here.`);
  const { primary, rest } = planSubscription(subscriptions, document, operationName);
  return {
    document,
    operation,
    operationName,
    rootField,
    source,
    eventOnly: !rest,
    primary,
    primaryDocument: parse(primary.operation),
    rest: rest && compilePlanNode(rest, operation),
    shapeWith: createShapes(subscriptions.supergraph, document, operation, fragments),
    cursorVariable: findCursorVariable(document, rootField),
  };
}

function planSubscription(
  { supergraph }: SubscriptionSupergraph,
  document: DocumentNode,
  operationName: string | undefined,
): { primary: FetchNode; rest: PlanNode | undefined } {
  const operation = federation.operationFromDocument(
    supergraph.federatedApiSchema,
    planningDocument(document, supergraph.apiSchema),
    { operationName },
  );
  const { node } = supergraph.planner.buildQueryPlan(operation);
  if (node?.kind !== 'Subscription') throw new Error(`A subscription was planned as ${node?.kind}.`);
  const { primary, rest } = node;
  if (primary.kind !== 'Fetch' || primary.serviceName !== EVENTS_SUBGRAPH) {
    throw badInput('This subscription field is not served from the event log.');
  }
  return { primary, rest };
}

/** Validation has made sure that there is exactly one. */
function findRootField(
  selectionSet: SelectionSetNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): FieldNode {
  for (const selection of selectionSet.selections) {
    if (selection.directives?.some(({ name }) => name.value === 'skip' || name.value === 'include')) {
      throw badInput('The root field of a subscription cannot be skipped or included.');
    }
    if (selection.kind === 'Field') return selection;
    const nested =
      selection.kind === 'InlineFragment'
        ? selection.selectionSet
        : fragments[selection.name.value]?.selectionSet;
    if (nested) return findRootField(nested, fragments);
  }
  throw badInput('A subscription has exactly one root field.');
}

function findCursorVariable(document: DocumentNode, rootField: FieldNode): string | undefined {
  const after = rootField.arguments?.find(({ name }) => name.value === 'after')?.value;
  if (after?.kind !== 'Variable') return undefined;
  let uses = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => {
      if (name.value === after.name.value) uses += 1;
    },
  });
  return uses === 1 ? after.name.value : undefined;
}

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
