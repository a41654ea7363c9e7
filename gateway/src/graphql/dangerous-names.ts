import { type ASTNode, GraphQLError, type NameNode, type ValidationRule } from 'graphql';

/** Names that, as keys, reach an object's prototype when objects are copied or merged carelessly. */
const DANGEROUS_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export function isDangerousName(name: string): boolean {
  return DANGEROUS_NAMES.has(name);
}

/** Refuses them where a client chooses a name: aliases, variables, operations, fragments, keys of literals. */
export const refuseDangerousNames: ValidationRule = (context) => {
  const refuse = (name: NameNode | undefined, node: ASTNode): void => {
    if (!name || !isDangerousName(name.value)) return;
    context.reportError(new GraphQLError(`Nothing can be called "${name.value}" here.`, { nodes: node }));
  };
  return {
    Field: (node) => refuse(node.alias, node),
    VariableDefinition: (node) => refuse(node.variable.name, node),
    OperationDefinition: (node) => refuse(node.name, node),
    FragmentDefinition: (node) => refuse(node.name, node),
    ObjectField: (node) => refuse(node.name, node),
  };
};
