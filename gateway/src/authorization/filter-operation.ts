import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { reachableFrom } from '../graphql/reachable-definitions.ts';
import type { AuthorizationNeeds } from './authorization-needs.ts';

/** What was taken out of an operation. */
export interface Removal {
  /** As the client sent it. */
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly removed: ReadonlySet<FieldNode>;
  /** Selection sets out of which something was taken, at whatever depth, through fragments too. */
  readonly touched: ReadonlySet<SelectionSetNode>;
  /** The response key under which touched objects below the root tell their type; the client has not asked for it. */
  readonly typenameKey: string;
}

/** What is left of an operation. */
export interface RemainingOperation {
  /** Absent when nothing is left: there is nothing to run. */
  readonly document: DocumentNode | undefined;
  readonly removal: Removal;
}

const TYPENAME_KEY = 'authorizationTypename';

/**
 * Takes the protected fields out of an operation whose requirements are not met, with the fragments and variables that
 * only they used. What is left is valid where the whole was. A field all of whose selections go still runs, and so
 * answers as if each of them had failed.
 *
 * @param isUnmet by the index of a requirement
 */
export function filterOperation(
  needs: AuthorizationNeeds,
  isUnmet: (requirement: number) => boolean,
): RemainingOperation {
  const { operation, fragments } = needs;
  const removed = new Set(
    [...needs.protectedFields].flatMap(([field, requirement]) => (isUnmet(requirement) ? [field] : [])),
  );
  const touched = new Set<SelectionSetNode>();
  const typenameKey = unusedKey(operation, fragments);
  const remainingFragments = new Map<string, FragmentDefinitionNode | undefined>();

  function filterSpread(spread: FragmentSpreadNode): SelectionNode | undefined {
    const name = spread.name.value;
    if (!remainingFragments.has(name)) {
      const fragment = fragments.get(name);
      remainingFragments.set(name, fragment && replaceSelections(fragment, filter(fragment.selectionSet)));
    }
    return remainingFragments.get(name) && spread;
  }

  function filterSelection(selection: SelectionNode): SelectionNode | undefined {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return filterSpread(selection);
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return replaceSelections(selection, filter(selection.selectionSet));
    }
    if (removed.has(selection)) return undefined;
    if (!selection.selectionSet) return selection;
    const selections = filter(selection.selectionSet);
    if (!touched.has(selection.selectionSet)) return selection;
    return replaceSelections(selection, [typenameField(typenameKey), ...selections]);
  }

  function filter(selectionSet: SelectionSetNode): readonly SelectionNode[] {
    const selections = selectionSet.selections.flatMap((selection) => filterSelection(selection) ?? []);
    const isTouched = selectionSet.selections.some(
      (selection) =>
        (selection.kind === Kind.FIELD && removed.has(selection)) ||
        isTouchedInside(selection, fragments, touched),
    );
    if (!isTouched) return selectionSet.selections;
    touched.add(selectionSet);
    return selections;
  }

  const remaining = replaceSelections(operation, filter(operation.selectionSet));
  const document: DocumentNode | undefined = remaining && {
    kind: Kind.DOCUMENT,
    definitions: definitionsOf(remaining, remainingFragments),
  };
  return { document, removal: { operation, fragments, removed, touched, typenameKey } };
}

function isTouchedInside(
  selection: SelectionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  touched: ReadonlySet<SelectionSetNode>,
): boolean {
  const inside =
    selection.kind === Kind.FRAGMENT_SPREAD
      ? fragments.get(selection.name.value)?.selectionSet
      : selection.selectionSet;
  return inside !== undefined && touched.has(inside);
}

/** The same node where nothing changes, none where nothing is left. */
function replaceSelections<Node extends { readonly selectionSet?: SelectionSetNode | undefined }>(
  node: Node,
  selections: readonly SelectionNode[],
): Node | undefined {
  if (selections === node.selectionSet?.selections) return node;
  if (selections.length === 0) return undefined;
  return { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

/** The operation with the fragments and the variables it still uses. */
function definitionsOf(
  operation: OperationDefinitionNode,
  remainingFragments: ReadonlyMap<string, FragmentDefinitionNode | undefined>,
): DocumentNode['definitions'] {
  const fragments = new Map(
    [...remainingFragments].flatMap(([name, fragment]) => (fragment ? [[name, fragment] as const] : [])),
  );
  const [, ...used] = reachableFrom(operation, fragments);
  const variables = new Set<string>();
  for (const definition of [operation, ...used]) {
    visit(definition, {
      VariableDefinition: () => false,
      Variable: ({ name }) => void variables.add(name.value),
    });
  }
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) =>
    variables.has(variable.name.value),
  );
  return [{ ...operation, variableDefinitions }, ...used];
}

function typenameField(key: string): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: key },
    name: { kind: Kind.NAME, value: '__typename' },
  };
}

function unusedKey(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): string {
  const used = new Set<string>();
  for (const definition of reachableFrom(operation, fragments)) {
    visit(definition, { Field: ({ alias, name }) => void used.add((alias ?? name).value) });
  }
  let key = TYPENAME_KEY;
  for (let number = 2; used.has(key); number += 1) key = `${TYPENAME_KEY}${number}`;
  return key;
}
