import { GraphQLError } from 'graphql';
import { isDangerousName } from '../graphql/dangerous-names.ts';

/** Deeper than any input of a schema; recursion over a value this deep is harmless. */
const MAXIMUM_DEPTH = 32;

/**
 * Refuses variables that are nested too deeply to be walked by recursion, or have keys that are dangerous to copy. Itself
 * it does not recurse.
 *
 * @param variables as parsed from JSON; the depth counts from their values
 * @throws GraphQLError BAD_USER_INPUT, answered with 400
 */
export function checkVariables(variables: unknown, maximumDepth = MAXIMUM_DEPTH): void {
  let level: object[] = typeof variables === 'object' && variables !== null ? [variables] : [];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maximumDepth) {
      throw badInput(`The variables are nested deeper than the ${maximumDepth} levels allowed here.`);
    }
    const next: object[] = [];
    for (const value of level) {
      if (Array.isArray(value)) {
        for (const item of value) if (typeof item === 'object' && item !== null) next.push(item);
        continue;
      }
      for (const [key, item] of Object.entries(value)) {
        if (isDangerousName(key))
          throw badInput(`A variable, or a key inside one, cannot be called "${key}".`);
        if (typeof item === 'object' && item !== null) next.push(item);
      }
    }
    level = next;
  }
}

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
}
