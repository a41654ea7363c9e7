import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';

const TYPENAME = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;

/**
 * The text in which the web app's client (urql) sends an operation: fragments after those they use themselves, one
 * definition to a line, and `__typename` wherever its cache wants to know it. Events of subscriptions are not cached.
 */
export function operationBody(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): string {
  const definitions = [operation, ...fragmentsOf(operation, fragments)];
  const sent: readonly DefinitionNode[] =
    operation.operation === 'subscription' ? definitions : definitions.map(withTypenames);
  return sent.map(print).join('\n');
}

/** An operation and its fragments in a text of its own. */
export function documentBody(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): string {
  return [operation, ...fragmentsOf(operation, fragments)].map(print).join('\n\n');
}

/** Operations and fragments of documents, by name. */
export function definitionsOf(documents: readonly DocumentNode[]): {
  readonly operations: readonly OperationDefinitionNode[];
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
} {
  const definitions = documents.flatMap((document) => document.definitions);
  return {
    operations: definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION),
    fragments: new Map(
      definitions
        .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
        .map((fragment) => [fragment.name.value, fragment]),
    ),
  };
}

function fragmentsOf(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): FragmentDefinitionNode[] {
  const seen = new Set<string>();
  const found: FragmentDefinitionNode[] = [];
  const collect = (definition: DefinitionNode): void => {
    visit(definition, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (!fragment || seen.has(name.value)) return;
        seen.add(name.value);
        collect(fragment);
        found.push(fragment);
      },
    });
  };
  collect(operation);
  return found;
}

function withTypenames<Definition extends DefinitionNode>(definition: Definition): Definition {
  const root = definition.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet : undefined;
  return visit(definition, {
    SelectionSet: {
      leave(selectionSet: SelectionSetNode, _key, parent) {
        const isRoot = root !== undefined && parent === definition;
        const asks = selectionSet.selections.some(
          (selection) =>
            selection.kind === Kind.FIELD && selection.name.value === '__typename' && !selection.alias,
        );
        return isRoot || asks
          ? selectionSet
          : { ...selectionSet, selections: [...selectionSet.selections, TYPENAME] };
      },
    },
  });
}
