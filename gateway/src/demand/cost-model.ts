import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { CostDirectives, ListSize } from './cost-directives.ts';

/** What selecting costs, before anything is known of an operation. */
export interface CostModel {
  /** Items of a list of which nothing better is known. */
  readonly assumedListSize: number;
  /** One value of a field. */
  weightOfField(parent: GraphQLCompositeType, field: GraphQLField<unknown, unknown>): number;
  /** An argument itself, without what is inside. */
  weightOfArgument(
    parent: GraphQLCompositeType,
    field: string,
    argument: string,
    type: GraphQLInputType,
  ): number;
  /** A field of an input object itself. */
  weightOfInputField(input: string, field: string, type: GraphQLInputType): number;
  listSizeOf(parent: GraphQLCompositeType, field: GraphQLField<unknown, unknown>): ListSize | undefined;
}

const PAGE_ARGUMENTS = ['first', 'last'];
const PAGE_FIELDS = ['edges', 'nodes'];

/**
 * The weights of Apollo's demand control, after IBM's cost directive specification: objects, interfaces, unions and input
 * objects 1, scalars and enums 0, unless `@cost` says otherwise. An interface or union counts as the dearest of its types.
 *
 * @param schema what clients see
 */
export function createCostModel(
  { weights, listSizes }: CostDirectives,
  schema: GraphQLSchema,
  assumedListSize: number,
): CostModel {
  const typesBehind = (type: GraphQLNamedType): readonly GraphQLNamedType[] =>
    isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type];

  const weightOfType = (type: GraphQLNamedType): number => {
    const said = typesBehind(type).flatMap(({ name }) => weights.get(name) ?? []);
    const usual = isCompositeType(type) || isInputObjectType(type) ? 1 : 0;
    return isAbstractType(type) ? Math.max(usual, ...said) : (said[0] ?? usual);
  };

  return {
    assumedListSize,
    weightOfField(parent, field) {
      const said = typesBehind(parent).flatMap(({ name }) => weights.get(`${name}.${field.name}`) ?? []);
      return said.length > 0 ? Math.max(...said) : weightOfType(getNamedType(field.type));
    },
    weightOfArgument: (parent, field, argument, type) =>
      weights.get(`${parent.name}.${field}(${argument}:)`) ?? weightOfType(getNamedType(type)),
    weightOfInputField: (input, field, type) =>
      weights.get(`${input}.${field}`) ?? weightOfType(getNamedType(type)),
    listSizeOf(parent, field) {
      for (const { name } of typesBehind(parent)) {
        const said = listSizes.get(`${name}.${field.name}`);
        if (said) return said;
      }
      return pageSizeOf(field);
    },
  };
}

export function isList(type: GraphQLOutputType): boolean {
  return isNonNullType(type) ? isList(type.ofType) : isListType(type);
}

/** Without `@listSize`, the arguments of Relay's connections are believed: `first` and `last` say how many come. */
function pageSizeOf({ args, type }: GraphQLField<unknown, unknown>): ListSize | undefined {
  const slicingArguments = PAGE_ARGUMENTS.filter((name) =>
    args.some((argument) => argument.name === name && getNamedType(argument.type).name === 'Int'),
  );
  if (slicingArguments.length === 0) return undefined;
  const named = getNamedType(type);
  const sizedFields =
    isList(type) || !isObjectType(named)
      ? []
      : PAGE_FIELDS.filter((name) => {
          const field = named.getFields()[name];
          return field !== undefined && isList(field.type);
        });
  if (sizedFields.length === 0 && !isList(type)) return undefined;
  return { assumedSize: undefined, slicingArguments, sizedFields, requireOneSlicingArgument: false };
}
