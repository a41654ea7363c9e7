import { GraphQLError, type SelectionSetNode, type ValidationRule } from 'graphql';
import { measureWithFragments } from './fragment-measure.ts';

/** How often one field may be selected of one object. */
export interface RepetitionLimits {
  readonly maximum: number;
  /** Fields of a mutation altogether: each of them does something. */
  readonly maximumMutations: number;
}

type Occurrences = ReadonlyMap<string, number>;

const NONE: Occurrences = new Map();

/**
 * Refuses operations that select a field of the same object again and again, under its name or under aliases, directly
 * or through fragments, and documents that carry too many mutations.
 */
export function createRepetitionLimitRule({ maximum, maximumMutations }: RepetitionLimits): ValidationRule {
  return (context) => {
    const occurrencesIn = measureWithFragments<Occurrences>(context, NONE, countFields);
    return {
      SelectionSet(selectionSet, _key, parent) {
        // What stands in a fragment counts where the fragment is spread.
        if (!parent || !('kind' in parent) || parent.kind === 'InlineFragment') return;
        const occurrences = occurrencesIn(selectionSet);
        for (const [name, count] of occurrences) {
          if (count <= maximum) continue;
          context.reportError(
            new GraphQLError(`"${name}" is selected more than ${maximum} times at one place.`, {
              nodes: selectionSet,
              extensions: { limit: 'repetitions' },
            }),
          );
          return;
        }
        if (parent.kind !== 'OperationDefinition' || parent.operation !== 'mutation') return;
        if (sum(occurrences.values()) <= maximumMutations) return;
        context.reportError(
          new GraphQLError(`A document carries at most ${maximumMutations} mutations.`, {
            nodes: selectionSet,
            extensions: { limit: 'mutations' },
          }),
        );
      },
    };
  };
}

function countFields(
  { selections }: SelectionSetNode,
  ofFragment: (name: string) => Occurrences,
): Occurrences {
  const occurrences = new Map<string, number>();
  const add = (name: string, count: number) => occurrences.set(name, (occurrences.get(name) ?? 0) + count);
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      add(selection.name.value, 1);
      continue;
    }
    const inside =
      selection.kind === 'FragmentSpread'
        ? ofFragment(selection.name.value)
        : countFields(selection.selectionSet, ofFragment);
    for (const [name, count] of inside) add(name, count);
  }
  return occurrences;
}

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
