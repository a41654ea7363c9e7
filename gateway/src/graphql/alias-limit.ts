import { GraphQLError, type SelectionSetNode, type ValidationRule } from 'graphql';
import { measureWithFragments } from './fragment-measure.ts';

/**
 * Refuses operations with more aliases than `maximum` when all fragments are spread out. Every alias counts, those of
 * `__typename` too: an alias is what makes a server do the same thing again.
 */
export function createAliasLimitRule(maximum: number): ValidationRule {
  return (context) => {
    const countAliases = measureWithFragments<number>(context, 0, count);
    return {
      OperationDefinition(operation) {
        if (countAliases(operation.selectionSet) <= maximum) return;
        context.reportError(
          new GraphQLError(`The operation has more than the ${maximum} aliases allowed here.`, {
            nodes: operation,
            extensions: { limit: 'aliases' },
          }),
        );
      },
    };
  };
}

function count({ selections }: SelectionSetNode, ofFragment: (name: string) => number): number {
  let aliases = 0;
  for (const selection of selections) {
    if (selection.kind === 'FragmentSpread') {
      aliases += ofFragment(selection.name.value);
      continue;
    }
    if (selection.kind === 'Field' && selection.alias) aliases += 1;
    if (selection.selectionSet) aliases += count(selection.selectionSet, ofFragment);
  }
  return aliases;
}
