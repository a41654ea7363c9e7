import type { FetchNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
} from 'graphql';

/** A fetch's operation with all variables it uses declared. */
interface DeclaredOperation {
  readonly operation: string;
  readonly document: DocumentNode;
  /** Those that clients give; what the fetch itself is given (`$representations`) is not among them. */
  readonly variableNames: readonly string[];
}

/**
 * The planner leaves out the declarations of variables that are used only where a fragment can never apply; subgraphs
 * refuse such an operation. They are declared as the client declared them.
 */
export function withVariables(fetch: FetchNode, client: OperationDefinitionNode): DeclaredOperation {
  const document = parse(fetch.operation, { noLocation: true });
  const variableNames = fetch.variableUsages ?? [];
  const missing = undeclaredVariables(document);
  if (missing.size === 0) return { operation: fetch.operation, document, variableNames };
  const definitions = (client.variableDefinitions ?? []).filter(({ variable }) =>
    missing.has(variable.name.value),
  );
  const declared = visit(document, {
    OperationDefinition: (node): OperationDefinitionNode => ({
      ...node,
      variableDefinitions: [...(node.variableDefinitions ?? []), ...definitions],
    }),
  });
  return {
    operation: stripIgnoredCharacters(print(declared)),
    document: declared,
    variableNames: [...new Set([...variableNames, ...missing])],
  };
}

function undeclaredVariables(document: DocumentNode): Set<string> {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const { variable } of definition.variableDefinitions ?? []) used.delete(variable.name.value);
  }
  return used;
}
