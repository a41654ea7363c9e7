import { mayUseScope } from './callers.ts';
import { forbidden } from './errors.ts';
import type { Caller } from './identity.ts';

/** Whatever an API key was made for. */
export const ANY_KEY = '*';

/**
 * What an API key needs, by `Type.field`, or by `Type` for looking entities up. Of root fields and entities what is not
 * named here is not for API keys; other fields are open once their object has been reached.
 */
export type ScopeTable = Readonly<Record<string, string>>;

type Resolver = (...args: unknown[]) => unknown;

const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation']);
const REFERENCE = '__resolveReference';
/** Where the context stands among a resolver's arguments. */
const CONTEXT = 2;
const CONTEXT_OF_REFERENCE = 1;

/**
 * Lets API keys reach no more than they were made for, in one place for a whole subgraph. Callers with a session are not
 * affected.
 *
 * @throws Error for a table that names what has no resolver
 */
export function guardByScopes(resolvers: object, scopes: ScopeTable): object {
  const unused = new Set(Object.keys(scopes));
  const guarded = Object.entries(resolvers).map(([type, fields]) => {
    if (!isPlainObject(fields)) return [type, fields];
    const entries = Object.entries(fields).map(([field, resolver]) => {
      const name = field === REFERENCE ? type : `${type}.${field}`;
      unused.delete(name);
      const isGuarded = ROOTS.has(type) || field === REFERENCE || Object.hasOwn(scopes, name);
      if (!isGuarded || typeof resolver !== 'function') return [field, resolver];
      const at = field === REFERENCE ? CONTEXT_OF_REFERENCE : CONTEXT;
      return [field, guard(resolver as Resolver, at, Object.hasOwn(scopes, name) ? scopes[name] : undefined)];
    });
    return [type, Object.fromEntries(entries)];
  });
  if (unused.size > 0) throw new Error(`There is no resolver for the scopes of ${[...unused].join(', ')}.`);
  return Object.fromEntries(guarded);
}

function guard(resolver: Resolver, contextAt: number, scope: string | undefined): Resolver {
  return (...args) => {
    const { caller } = args[contextAt] as { readonly caller: Caller };
    if (caller.kind === 'person' && caller.keyId !== undefined) {
      if (scope === undefined) forbidden('This is not for API keys. Sign in as a person.');
      if (scope !== ANY_KEY && !mayUseScope(caller, scope)) forbidden(`This API key has no scope ${scope}.`);
    }
    return resolver(...args);
  };
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
