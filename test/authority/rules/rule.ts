import type { Outcome } from '../outcome.ts';
import type { Actor, CallerName, Tenant, World } from '../world.ts';

/** Whom an operation is for, and what everybody else is told. */
export interface Rule {
  /** Asks for the field under the name `result`. */
  readonly document: string;
  /** The type of a success, where the answer is a union. */
  readonly success?: string;
  /** What is asked for, made anew for each attempt where an attempt may use it up. */
  readonly variables: (tenant: Tenant, actor: Actor, world: World) => Promise<object> | object;
  readonly outcomes: Readonly<Record<CallerName, Outcome>>;
  /** For operations that are of no workspace: whoever asks, the other workspace makes no difference. */
  readonly ofNoWorkspace?: true;
  /** Tried with a session of its own. */
  readonly endsSession?: true;
}

export const outcomes = (
  granted: readonly CallerName[],
  refused: Readonly<Partial<Record<CallerName, Outcome>>>,
): Rule['outcomes'] => ({
  ...(Object.fromEntries(granted.map((name) => [name, 'done'])) as Rule['outcomes']),
  ANONYMOUS: 'sign in',
  ...refused,
});

export const MEMBERS = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'AUDITOR'] as const;
export const EVERYBODY = [...MEMBERS, 'STRANGER'] as const;

/** Reads content: everybody in the workspace but auditors. */
export const READERS = outcomes(['OWNER', 'ADMIN', 'MEMBER', 'VIEWER'], {
  AUDITOR: 'nothing',
  STRANGER: 'nothing',
});
/** The same, where auditors are told that it is not theirs. */
export const READERS_ONLY = { ...READERS, AUDITOR: 'forbidden' };
/** Changes content. */
export const WRITERS = outcomes(['OWNER', 'ADMIN', 'MEMBER'], {
  VIEWER: 'forbidden',
  AUDITOR: 'forbidden',
  STRANGER: 'nothing',
});
/** Changes content that has to be found first: what auditors cannot read does not exist for them. */
export const WRITERS_OF_FOUND = { ...WRITERS, AUDITOR: 'nothing' };
export const MANAGERS = outcomes(['OWNER', 'ADMIN'], {
  MEMBER: 'forbidden',
  VIEWER: 'forbidden',
  AUDITOR: 'forbidden',
  STRANGER: 'forbidden',
});
export const ANY_MEMBER = outcomes(MEMBERS, { STRANGER: 'nothing' });
export const SIGNED_IN = outcomes(EVERYBODY, {});
/** The first account of an instance administers it; here it is the owner's. */
export const INSTANCE_ADMIN = outcomes(['OWNER'], {
  ADMIN: 'forbidden',
  MEMBER: 'forbidden',
  VIEWER: 'forbidden',
  AUDITOR: 'forbidden',
  STRANGER: 'forbidden',
});
/** Strangers own a workspace of their own. */
export const MANAGERS_OF_ANY = outcomes(['OWNER', 'ADMIN', 'STRANGER'], {
  MEMBER: 'forbidden',
  VIEWER: 'forbidden',
  AUDITOR: 'forbidden',
});
export const ANYBODY = outcomes([...EVERYBODY, 'ANONYMOUS'], { ANONYMOUS: 'done' });

export const mutation = (name: string, input: string, success: string) => ({
  document: `mutation ($input: ${input}!) { result: ${name}(input: $input) { __typename } }`,
  success,
});
export const byId = (name: string, selection = 'id') =>
  `query ($id: ID!) { result: ${name}(id: $id) { ${selection} } }`;

/** An operation on nothing but the account or the session of who asks. */
export const ofOneself = (name: string, input: string, success: string, given: object): Rule => ({
  ...mutation(name, input, success),
  variables: () => ({ input: given }),
  ofNoWorkspace: true,
  outcomes: SIGNED_IN,
});
/** An operation that needs no session, because its input is the proof. */
export const byProof = (name: string, input: string, success: string, given: object): Rule => ({
  ...ofOneself(name, input, success, given),
  outcomes: ANYBODY,
});
export const PASSWORD = 'correct horse battery';
