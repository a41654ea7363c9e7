import { forbidden, unauthenticated } from './errors.ts';
import type { Caller } from './identity.ts';

/** A caller who signed in. */
export type Person = Extract<Caller, { kind: 'person' }>;

/** @throws RuleError UNAUTHENTICATED unless a person asks */
export function requirePerson(caller: Caller): Person {
  return caller.kind === 'person' ? caller : unauthenticated();
}

/** The caller's role in a workspace, or undefined for no member (and for nobody). */
export function roleIn(caller: Caller, workspaceId: string): string | undefined {
  if (caller.kind !== 'person') return undefined;
  return Object.hasOwn(caller.workspaceRoles, workspaceId) ? caller.workspaceRoles[workspaceId] : undefined;
}

const WRITERS: ReadonlySet<string> = new Set(['OWNER', 'ADMIN', 'MEMBER']);
const MANAGERS: ReadonlySet<string> = new Set(['OWNER', 'ADMIN']);
const READERS: ReadonlySet<string> = new Set(['OWNER', 'ADMIN', 'MEMBER', 'VIEWER']);

/** Whether a role may read documents and conversations. */
export const mayRead = (role: string | undefined): boolean => role !== undefined && READERS.has(role);
/** Whether a role may add or change documents and conversations. */
export const mayWrite = (role: string | undefined): boolean => role !== undefined && WRITERS.has(role);
/** Whether a role may manage members. */
export const mayManage = (role: string | undefined): boolean => role !== undefined && MANAGERS.has(role);

/** For what shows how the installation keeps things. @throws RuleError FORBIDDEN for who manages no workspace */
export function requireManagerOfAny(caller: Caller): Person {
  const person = requirePerson(caller);
  if (!Object.values(person.workspaceRoles).some(mayManage))
    forbidden('Only who manages a workspace sees how what is stored is kept.');
  return person;
}

const READ = ':read';
const WRITE = ':write';

/** Whether an API key may do what a scope names; whoever may write in a domain may read there. */
export function mayUseScope({ scopes = [] }: Person, scope: string): boolean {
  if (scopes.includes(scope)) return true;
  return scope.endsWith(READ) && scopes.includes(`${scope.slice(0, -READ.length)}${WRITE}`);
}

/** Whether the caller is an API key that was made for nothing but reading. */
export function mayOnlyRead(caller: Caller): boolean {
  if (caller.kind !== 'person' || caller.keyId === undefined) return false;
  return !caller.scopes?.some((scope) => scope.endsWith(WRITE));
}
