import { type FieldNode, GraphQLError, type GraphQLField } from 'graphql';
import type { ListSize } from './cost-directives.ts';
import type { CostTerm, ValueReader, Variables } from './cost-term.ts';

/**
 * How many items a field is taken to give: the largest of its slicing arguments, whether literals or variables; then
 * what they default to in the schema; then the assumed size.
 *
 * @throws GraphQLError BAD_USER_INPUT, also when the term is evaluated, where exactly one slicing argument is required
 */
export function listSizeTerm(
  { assumedSize, slicingArguments, requireOneSlicingArgument }: ListSize,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  reader: ValueReader,
  assumedListSize: number,
): CostTerm {
  const slices = slicingArguments.map((name) => ({
    value: node.arguments?.find((argument) => argument.name.value === name)?.value,
    byDefault: field.args.find((argument) => argument.name === name)?.defaultValue,
  }));
  const defaults = slices.flatMap(({ byDefault }) => sizeOf(byDefault));

  const size = (variables: Variables): number => {
    const given = slices.flatMap(({ value }) => (value ? sizeOf(reader.read(value, variables)) : []));
    const sizes = given.length > 0 ? given : defaults;
    if (requireOneSlicingArgument && slices.length > 0 && (given.length > 1 || sizes.length === 0)) {
      throw oneSlicingArgument(node, slicingArguments);
    }
    return sizes.length > 0 ? Math.max(0, ...sizes) : (assumedSize ?? assumedListSize);
  };
  return slices.some(({ value }) => value && reader.isOpen(value)) ? size : size({});
}

function sizeOf(value: unknown): number[] {
  return typeof value === 'number' && Number.isFinite(value) ? [value] : [];
}

function oneSlicingArgument(node: FieldNode, names: readonly string[]): GraphQLError {
  return new GraphQLError(`"${node.name.value}" needs exactly one of these arguments: ${names.join(', ')}.`, {
    nodes: node,
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
}
