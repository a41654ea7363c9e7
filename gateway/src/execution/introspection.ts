import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';

/**
 * The part of an operation that asks for the schema itself, as a document of its own; undefined where there is none.
 * Nothing else of the root is in it, so that executing it needs no data.
 */
export function introspectionPart(
  operation: OperationDefinitionNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): DocumentNode | undefined {
  const selections = schemaFieldsOf(operation.selectionSet.selections, fragments);
  if (selections.length === 0) return undefined;
  return {
    kind: 'Document' as DocumentNode['kind'],
    definitions: [
      { ...operation, selectionSet: { ...operation.selectionSet, selections } },
      ...Object.values(fragments),
    ],
  };
}

function schemaFieldsOf(
  selections: readonly SelectionNode[],
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): SelectionNode[] {
  return selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === 'Field') {
      const { value } = selection.name;
      return value === '__schema' || value === '__type' ? [selection] : [];
    }
    const set =
      selection.kind === 'InlineFragment'
        ? selection.selectionSet
        : fragments[selection.name.value]?.selectionSet;
    const inner = set ? schemaFieldsOf(set.selections, fragments) : [];
    if (!set || inner.length === 0) return [];
    return [
      {
        kind: 'InlineFragment' as never,
        directives: selection.directives ?? [],
        selectionSet: { ...set, selections: inner },
      },
    ];
  });
}

/** Answers from the schema that clients see. */
export async function answerIntrospection(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): Promise<ExecutionResult> {
  return execute({ schema, document, variableValues: variables });
}
