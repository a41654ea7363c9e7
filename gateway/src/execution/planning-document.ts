import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * The document as it is planned. Responses are shaped by the document as the client wrote it.
 *
 * - What `@skip` and `@include` say with a literal is done: below a condition with a variable the planner takes every
 *   literal for one that is met, and fetches what is never asked for.
 * - Wherever conditions and fragments could leave nothing of what is asked of a field, the type's name is asked beside:
 *   the planner leaves a field without selections out of its fetches; GraphQL answers it with an empty object.
 *
 * @param document is valid against the schema
 */
export function planningDocument(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const literal = visit(document, { SelectionSet: withoutLiteralConditions });
  const leavesSomething = createEmptinessCheck(literal, schema);
  const typeInfo = new TypeInfo(schema);
  return visit(
    literal,
    visitWithTypeInfo(typeInfo, {
      SelectionSet(set, _key, parent): SelectionSetNode | undefined {
        const ofField = parent !== undefined && 'kind' in parent && parent.kind === Kind.FIELD;
        const enough = ofField
          ? leavesSomething(set, typeInfo.getParentType()?.name)
          : set.selections.length > 0;
        return enough ? undefined : { ...set, selections: [...set.selections, TYPENAME] };
      },
    }),
  );
}

/** Tells whether a selection set leaves at least one field of every object of a type, whatever the variables. */
function createEmptinessCheck(
  document: DocumentNode,
  schema: GraphQLSchema,
): (set: SelectionSetNode, parent: string | undefined) => boolean {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, boolean>();

  function covers(condition: string | undefined, parent: string | undefined): boolean {
    if (condition === undefined || condition === parent) return true;
    const [wide, narrow] = [schema.getType(condition), schema.getType(parent ?? '')];
    if (!isAbstractType(wide)) return false;
    return (isObjectType(narrow) || isInterfaceType(narrow)) && schema.isSubType(wide, narrow);
  }

  function fragmentLeavesSomething(fragment: FragmentDefinitionNode): boolean {
    const name = fragment.name.value;
    const before = known.get(name);
    if (before !== undefined) return before;
    const found = leavesSomething(fragment.selectionSet, fragment.typeCondition.name.value);
    known.set(name, found);
    return found;
  }

  function leavesSomething(set: SelectionSetNode, parent: string | undefined): boolean {
    return set.selections.some((selection) => {
      if (selection.directives?.some(isCondition)) return false;
      if (selection.kind === Kind.FIELD) return true;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        return covers(condition, parent) && leavesSomething(selection.selectionSet, condition ?? parent);
      }
      const fragment = fragments.get(selection.name.value);
      return (
        fragment !== undefined &&
        covers(fragment.typeCondition.name.value, parent) &&
        fragmentLeavesSomething(fragment)
      );
    });
  }
  return leavesSomething;
}

function withoutLiteralConditions(set: SelectionSetNode): SelectionSetNode | undefined {
  const selections = set.selections.flatMap(asLiteralsSay);
  const same = set.selections.every((selection, index) => selection === selections[index]);
  return same ? undefined : { ...set, selections };
}

/** @returns nothing for a selection that a literal excludes */
function asLiteralsSay(selection: SelectionNode): SelectionNode[] {
  const literals = (selection.directives ?? []).filter((directive) => literalOf(directive) !== undefined);
  if (literals.length === 0) return [selection];
  if (literals.some((directive) => literalOf(directive) === (directive.name.value === 'skip'))) return [];
  return [
    { ...selection, directives: selection.directives?.filter((directive) => !literals.includes(directive)) },
  ];
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

/** @returns undefined for a condition with a variable, and for what is no condition */
function literalOf(directive: DirectiveNode): boolean | undefined {
  if (!isCondition(directive)) return undefined;
  const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
  return value?.kind === 'BooleanValue' ? value.value : undefined;
}
