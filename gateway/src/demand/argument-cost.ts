import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
} from 'graphql';
import type { CostModel } from './cost-model.ts';
import { type CostTerm, sum, type ValueReader } from './cost-term.ts';

/** What the arguments given to a field cost, with all that is inside them. Arguments that are not given cost nothing. */
export function argumentsTerm(
  parent: GraphQLCompositeType,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  model: CostModel,
  reader: ValueReader,
): CostTerm {
  const terms = (node.arguments ?? []).flatMap(({ name, value }): CostTerm[] => {
    const argument = field.args.find((each) => each.name === name.value);
    if (!argument) return [];
    const weight = model.weightOfArgument(parent, field.name, argument.name, argument.type);
    if (weight === 0 && !isInputObjectType(getNamedType(argument.type))) return [];
    const cost = (given: unknown) => costOfValue(given, weight, argument.type, model);
    return reader.isOpen(value)
      ? [(variables) => cost(reader.read(value, variables))]
      : [cost(reader.read(value, {}))];
  });
  return sum(terms);
}

/** @param weight what each item of a list, or the value itself, costs outside */
function costOfValue(value: unknown, weight: number, type: GraphQLInputType, model: CostModel): number {
  if (value === null || value === undefined) return 0;
  if (Array.isArray(value)) {
    return value.reduce<number>((total, item) => total + costOfValue(item, weight, type, model), 0);
  }
  const named = getNamedType(type);
  if (!isInputObjectType(named) || typeof value !== 'object') return weight;
  let total = weight;
  for (const field of Object.values(named.getFields())) {
    if (!Object.hasOwn(value, field.name)) continue;
    const inside = (value as Record<string, unknown>)[field.name];
    total += costOfValue(
      inside,
      model.weightOfInputField(named.name, field.name, field.type),
      field.type,
      model,
    );
  }
  return total;
}
