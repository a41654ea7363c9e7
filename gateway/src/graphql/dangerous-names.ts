import { type ASTNode, GraphQLError, type NameNode, type ValidationRule } from 'graphql';

/** Names that, as keys, reach an object's prototype when objects are copied or merged carelessly. */
const DANGEROUS_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** What text must contain to have such a key, as it is or written with JSON's escapes for ASCII. */
const SUSPICION = /__proto__|constructor|prototype|\\u00/;

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

/**
 * Parses JSON that nobody vouches for, such as a subgraph's reply (CVE-2026-32621). Costs a scan of the text more than
 * JSON.parse, and a walk where a dangerous word stands anywhere in it.
 *
 * @throws SyntaxError, and Error when an object has a key `__proto__`, or `constructor` or `prototype` with an object in
 *   it; as the name of a plain value, as a schema may have it, these two are harmless
 */
export function parseUntrustedJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (SUSPICION.test(text)) refuseDangerousKeys(value);
  return value;
}

function refuseDangerousKeys(root: unknown): void {
  const ahead: object[] = typeof root === 'object' && root !== null ? [root] : [];
  for (let value = ahead.pop(); value; value = ahead.pop()) {
    for (const [key, item] of Object.entries(value)) {
      const inside: object | undefined = typeof item === 'object' && item !== null ? item : undefined;
      if (key === '__proto__' || (inside && isDangerousName(key))) {
        throw new Error(`a reply has a key "${key}"`);
      }
      if (inside) ahead.push(inside);
    }
  }
}
