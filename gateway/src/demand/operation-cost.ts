import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { argumentsTerm } from './argument-cost.ts';
import { type CostModel, isList } from './cost-model.ts';
import { type CostTerm, createValueReader, product, remembered, sum } from './cost-term.ts';
import { listSizeTerm } from './list-size-term.ts';

/** Lists among the fields of an answer whose size the field above has told. */
interface SizedFields {
  readonly names: readonly string[];
  readonly size: CostTerm;
}

const COST_OF_MUTATION = 10;

/**
 * Estimates what an operation costs, as Apollo's demand control does: a field costs its weight and its selections, as
 * many times as it gives items, and its arguments; a mutation costs 10 more. Whatever the variables cannot change is
 * worked out here, once. What fragments on different types cost is added, as if all of them applied.
 *
 * @param operation valid against the schema, as are the fragments
 * @throws GraphQLError BAD_USER_INPUT, also when the term is evaluated
 */
export function compileOperationCost(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  model: CostModel,
  schema: GraphQLSchema,
): CostTerm {
  const reader = createValueReader(operation);
  const known = new Map<FragmentDefinitionNode, Map<SizedFields | undefined, CostTerm>>();

  function costOfFragment(name: string, sized: SizedFields | undefined): CostTerm {
    const fragment = fragments.get(name);
    if (!fragment) return 0;
    const bySize = known.get(fragment) ?? new Map<SizedFields | undefined, CostTerm>();
    known.set(fragment, bySize);
    const ready = bySize.get(sized);
    if (ready !== undefined) return ready;
    const type = schema.getType(fragment.typeCondition.name.value);
    const term = remembered(costOfSelections(type, fragment.selectionSet, sized));
    bySize.set(sized, term);
    return term;
  }

  function costOfField(
    parent: GraphQLCompositeType,
    node: FieldNode,
    above: SizedFields | undefined,
  ): CostTerm {
    if (!isObjectType(parent) && !isInterfaceType(parent)) return 0;
    const field = parent.getFields()[node.name.value];
    if (!field) return 0;
    const listSize = model.listSizeOf(parent, field);
    const told = listSize && listSizeTerm(listSize, node, field, reader, model.assumedListSize);
    const sized =
      listSize && told !== undefined && listSize.sizedFields.length > 0
        ? { names: listSize.sizedFields, size: told }
        : undefined;
    const ownSize = sized ? undefined : told;
    const sizeFromAbove = above?.names.includes(field.name) ? above.size : undefined;
    const size = isList(field.type) ? (sizeFromAbove ?? ownSize ?? model.assumedListSize) : 1;
    const each = sum([
      model.weightOfField(parent, field),
      node.selectionSet ? costOfSelections(getNamedType(field.type), node.selectionSet, sized) : 0,
    ]);
    return sum([product(size, each), argumentsTerm(parent, field, node, model, reader)]);
  }

  function costOfSelections(
    type: GraphQLNamedType | undefined,
    { selections }: SelectionSetNode,
    sized: SizedFields | undefined,
  ): CostTerm {
    if (!isCompositeType(type)) return 0;
    return sum(
      selections.map((selection) => {
        const stands = reader.inclusion(selection.directives);
        if (stands === 0) return 0;
        if (selection.kind === 'Field') return product(stands, costOfField(type, selection, sized));
        if (selection.kind === 'FragmentSpread') {
          return product(stands, costOfFragment(selection.name.value, sized));
        }
        const condition = selection.typeCondition;
        const narrower = condition ? schema.getType(condition.name.value) : type;
        return product(stands, costOfSelections(narrower, selection.selectionSet, sized));
      }),
    );
  }

  const root = schema.getRootType(operation.operation) ?? undefined;
  return sum([
    operation.operation === 'mutation' ? COST_OF_MUTATION : 0,
    costOfSelections(root, operation.selectionSet, undefined),
  ]);
}
