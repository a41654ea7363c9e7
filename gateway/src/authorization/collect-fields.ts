import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Removal } from './filter-operation.ts';

/** Collects what an operation selects of an object, as an executor would: by response key, for the object's type. */
export type FieldCollector = (
  type: GraphQLNamedType,
  selectionSets: readonly SelectionSetNode[],
) => ReadonlyMap<string, readonly FieldNode[]>;

/** @param variables as the client sent them; defaults are taken from the operation */
export function createFieldCollector(
  { operation, fragments }: Removal,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
): FieldCollector {
  const booleans = new Map<string, boolean>();
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    const name = variable.name.value;
    const byDefault = defaultValue?.kind === 'BooleanValue' && defaultValue.value;
    booleans.set(name, Object.hasOwn(variables, name) ? variables[name] === true : byDefault);
  }

  const isIncluded = ({ directives }: SelectionNode): boolean =>
    (directives ?? []).every((directive) => {
      const isSkip = directive.name.value === 'skip';
      if (!isSkip && directive.name.value !== 'include') return true;
      const condition = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
      const holds =
        condition?.kind === 'Variable'
          ? booleans.get(condition.name.value) === true
          : condition?.kind === 'BooleanValue' && condition.value;
      return holds !== isSkip;
    });

  const applies = (type: GraphQLNamedType, condition: string | undefined): boolean => {
    if (condition === undefined || condition === type.name) return true;
    const wider = schema.getType(condition);
    return isAbstractType(wider) && 'getInterfaces' in type && schema.isSubType(wider, type);
  };

  return (type, selectionSets) => {
    const fields = new Map<string, FieldNode[]>();
    const spread = new Set<string>();
    const collect = (selectionSet: SelectionSetNode): void => {
      for (const selection of selectionSet.selections) {
        if (!isIncluded(selection)) continue;
        if (selection.kind === 'Field') {
          const key = (selection.alias ?? selection.name).value;
          const nodes = fields.get(key);
          if (nodes) nodes.push(selection);
          else fields.set(key, [selection]);
        } else if (selection.kind === 'InlineFragment') {
          if (applies(type, selection.typeCondition?.name.value)) collect(selection.selectionSet);
        } else if (!spread.has(selection.name.value)) {
          spread.add(selection.name.value);
          const fragment = fragments.get(selection.name.value);
          if (fragment && applies(type, fragment.typeCondition.name.value)) collect(fragment.selectionSet);
        }
      }
    };
    for (const selectionSet of selectionSets) collect(selectionSet);
    return fields;
  };
}
