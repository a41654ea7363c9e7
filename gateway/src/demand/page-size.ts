import {
  type ArgumentNode,
  type FragmentDefinitionNode,
  type GraphQLArgument,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { createValueReader, type Variables } from './cost-term.ts';

const PAGE_ARGUMENTS: ReadonlySet<string> = new Set(['first', 'last']);

/**
 * Finds where an operation asks for pages: the arguments and input fields `first` and `last` of type Int, as literals or
 * through variables and their defaults. Literals are checked here, once.
 *
 * @param definitions the operation and the fragments it uses, valid against the schema
 * @returns checks the variables
 * @throws GraphQLError BAD_USER_INPUT, also when the variables are checked
 */
export function compilePageSizeCheck(
  operation: OperationDefinitionNode,
  definitions: readonly (OperationDefinitionNode | FragmentDefinitionNode)[],
  schema: GraphQLSchema,
  maximum: number,
): (variables: Variables) => void {
  const reader = createValueReader(operation);
  const checks: ((variables: Variables) => void)[] = [];
  const typeInfo = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(typeInfo, {
    Argument(node) {
      const argument = typeInfo.getArgument();
      if (!argument || !canAskForPages(argument.name, argument.type, new Set())) return;
      const check = (variables: Variables) => {
        checkValue(reader.read(node.value, variables), argument, node, maximum);
      };
      if (reader.isOpen(node.value)) checks.push(check);
      else check({});
    },
  });
  for (const definition of definitions) visit(definition, visitor);
  return (variables) => {
    for (const check of checks) check(variables);
  };
}

function isPageSize(name: string, type: GraphQLInputType): boolean {
  return PAGE_ARGUMENTS.has(name) && getNamedType(type).name === 'Int';
}

function canAskForPages(name: string, type: GraphQLInputType, seen: Set<string>): boolean {
  if (isPageSize(name, type)) return true;
  const named = getNamedType(type);
  if (!isInputObjectType(named) || seen.has(named.name)) return false;
  seen.add(named.name);
  return Object.values(named.getFields()).some((field) => canAskForPages(field.name, field.type, seen));
}

function checkValue(
  value: unknown,
  { name, type }: Pick<GraphQLArgument, 'name' | 'type'>,
  node: ArgumentNode,
  maximum: number,
): void {
  if (typeof value === 'number') {
    if (value > maximum && isPageSize(name, type)) throw tooMany(name, value, node, maximum);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) checkValue(item, { name, type }, node, maximum);
    return;
  }
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return;
  for (const field of Object.values(named.getFields())) {
    if (!Object.hasOwn(value, field.name)) continue;
    checkValue((value as Record<string, unknown>)[field.name], field, node, maximum);
  }
}

function tooMany(name: string, value: number, node: ArgumentNode, maximum: number): GraphQLError {
  return new GraphQLError(
    `"${name}" asks for ${value} items, and at most ${maximum} are given at a time. Ask for pages.`,
    { nodes: node, extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } },
  );
}
