import type { SelectionSetNode, ValidationContext } from 'graphql';

/** Measures a selection set; `ofFragment` gives the measure of a fragment that is spread in it. */
export type Measure<Result> = (
  selectionSet: SelectionSetNode,
  ofFragment: (name: string) => Result,
) => Result;

/**
 * Measures selection sets, each fragment once, however often it is spread: fragments within fragments are short to write
 * and long when they are spread out.
 *
 * @param nothing the measure of a fragment that does not exist or spreads itself; other rules refuse those
 */
export function measureWithFragments<Result>(
  context: ValidationContext,
  nothing: Result,
  measure: Measure<Result>,
): (selectionSet: SelectionSetNode) => Result {
  const known = new Map<string, Result>();

  function ofFragment(name: string): Result {
    const ready = known.get(name);
    if (ready !== undefined) return ready;
    known.set(name, nothing);
    const fragment = context.getFragment(name);
    const result = fragment ? measure(fragment.selectionSet, ofFragment) : nothing;
    known.set(name, result);
    return result;
  }

  return (selectionSet) => measure(selectionSet, ofFragment);
}
