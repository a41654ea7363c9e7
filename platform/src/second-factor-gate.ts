import { RuleError } from './errors.ts';
import type { Caller } from './identity.ts';

type Resolver = (...args: unknown[]) => unknown;

const REFERENCE = '__resolveReference';
/** Where the context stands among a resolver's arguments. */
const CONTEXT = 2;
const CONTEXT_OF_REFERENCE = 1;

/**
 * Under `HARDENED=1` a person without a second factor reaches nothing of a subgraph but what sets one up. Entities are
 * closed, and by their guards all subscriptions.
 *
 * @param open root fields, as `Query.me`
 * @throws Error for a name that has no resolver
 */
export function guardBySecondFactor(resolvers: object, open: readonly string[]): object {
  const unused = new Set(open);
  const guarded = Object.entries(resolvers).map(([type, fields]) => {
    if (typeof fields !== 'object' || fields === null) return [type, fields];
    const isRoot = type === 'Query' || type === 'Mutation';
    if (!isRoot && !Object.hasOwn(fields, REFERENCE)) return [type, fields];
    const entries = Object.entries(fields).map(([field, resolver]) => {
      const isOpen = unused.delete(`${type}.${field}`);
      if (isOpen || typeof resolver !== 'function' || !(isRoot || field === REFERENCE))
        return [field, resolver];
      return [field, guard(resolver as Resolver, field === REFERENCE ? CONTEXT_OF_REFERENCE : CONTEXT)];
    });
    return [type, Object.fromEntries(entries)];
  });
  if (unused.size > 0) throw new Error(`There is no resolver for ${[...unused].join(', ')}.`);
  return Object.fromEntries(guarded);
}

function guard(resolver: Resolver, contextAt: number): Resolver {
  return (...args) => {
    const { caller } = args[contextAt] as { readonly caller: Caller };
    if (caller.kind === 'person' && caller.lacksSecondFactor) {
      throw new RuleError(
        'SECOND_FACTOR_REQUIRED',
        'Set up a second factor or a passkey first: here everybody needs one.',
      );
    }
    return resolver(...args);
  };
}
