import {
  type FragmentDefinitionNode,
  GraphQLError,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';

/**
 * Refuses operations whose fields are nested deeper than `maximumDepth`. Introspection is left out: graphql-js limits
 * it itself.
 */
export function createDepthLimitRule(maximumDepth: number): ValidationRule {
  return (context) => {
    const depthOfFragment = new Map<string, number>();

    const depthOf = (selectionSet: SelectionSetNode | undefined, open: ReadonlySet<string>): number => {
      let deepest = 0;
      for (const selection of selectionSet?.selections ?? []) {
        if (selection.kind === 'Field') {
          if (selection.name.value.startsWith('__')) continue;
          deepest = Math.max(deepest, 1 + depthOf(selection.selectionSet, open));
        } else if (selection.kind === 'InlineFragment') {
          deepest = Math.max(deepest, depthOf(selection.selectionSet, open));
        } else {
          deepest = Math.max(deepest, depthOfSpread(context.getFragment(selection.name.value), open));
        }
        if (deepest > maximumDepth) return deepest;
      }
      return deepest;
    };

    // Another rule refuses cycles; `open` only keeps this one from following them.
    const depthOfSpread = (
      fragment: FragmentDefinitionNode | null | undefined,
      open: ReadonlySet<string>,
    ): number => {
      if (!fragment || open.has(fragment.name.value)) return 0;
      const known = depthOfFragment.get(fragment.name.value);
      if (known !== undefined) return known;
      const depth = depthOf(fragment.selectionSet, new Set([...open, fragment.name.value]));
      depthOfFragment.set(fragment.name.value, depth);
      return depth;
    };

    return {
      OperationDefinition(operation) {
        if (depthOf(operation.selectionSet, new Set()) > maximumDepth) {
          context.reportError(
            new GraphQLError(
              `The operation nests its fields deeper than the ${maximumDepth} levels allowed here.`,
              {
                nodes: operation,
                extensions: { limit: 'depth' },
              },
            ),
          );
        }
      },
    };
  };
}
