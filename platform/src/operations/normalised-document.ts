import { type DocumentNode, Kind, print, type SelectionSetNode, visit } from 'graphql';

/**
 * A document's text without what clients and their libraries write as they like: blanks, commas, comments, the order of
 * definitions, and the plain `__typename` that caches add. Two documents with the same text ask for the same data.
 */
export function normalisedText(document: DocumentNode): string {
  const bare = visit(document, { SelectionSet: { leave: withoutTypename } });
  return bare.definitions.map(print).sort().join('\n');
}

function withoutTypename(selectionSet: SelectionSetNode): SelectionSetNode {
  const selections = selectionSet.selections.filter(
    (selection) =>
      selection.kind !== Kind.FIELD ||
      selection.name.value !== '__typename' ||
      selection.alias !== undefined ||
      (selection.directives?.length ?? 0) > 0,
  );
  // A selection set that asks for nothing else has to stay one.
  return {
    ...selectionSet,
    selections: selections.length > 0 ? selections : selectionSet.selections.slice(0, 1),
  };
}
