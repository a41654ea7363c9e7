import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode, visit } from 'graphql';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * The document as it is planned: wherever `@skip` and `@include` could leave nothing of a selection set, the type's name
 * is selected beside. The planner leaves a field without selections out of its fetches; GraphQL answers it with an empty
 * object. Responses are shaped by the document as the client wrote it.
 */
export function planningDocument(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet(set): SelectionSetNode | undefined {
      const mayBeEmpty = set.selections.every((selection) =>
        selection.directives?.some(({ name }) => name.value === 'skip' || name.value === 'include'),
      );
      return mayBeEmpty ? { ...set, selections: [...set.selections, TYPENAME] } : undefined;
    },
  });
}
