import { RuleError } from '../errors.ts';
import type { Caller } from '../identity.ts';
import type { AuditIntents } from './audit-intents.ts';
import { type AuditEntry, type AuditOutcome, actorOf } from './audit-trail.ts';

/** What a mutation is called in the audit log, and what it is about. */
export interface AuditedMutation {
  readonly action: string;
  /** The type of a success, where the answer is a union; absent: whatever is answered is one. */
  readonly success?: string;
  /**
   * What it is about, as far as it is known. The result is absent for an attempt that was refused or failed; it may say
   * who acted, for those who sign in.
   */
  // biome-ignore lint/suspicious/noExplicitAny: each mutation has arguments and a result of its own
  readonly about?: (args: any, result: any) => Partial<Subject>;
}

type Subject = Pick<AuditEntry, 'workspaceId' | 'targetType' | 'targetId' | 'details' | 'actorId'>;

/** By the mutation's name; `null` for one that leaves no trace, with the reason beside it. */
export type AuditTable = Readonly<Record<string, AuditedMutation | null>>;

interface AuditedContext {
  readonly caller: Caller;
  readonly requestId: string;
}

// biome-ignore lint/suspicious/noExplicitAny: resolvers are typed by the schema, each in its own way
type Resolver = (parent: unknown, args: any, context: any, info: any) => unknown;

/**
 * Tells the audit log of every mutation of a subgraph, before it begins and whatever comes of it. An answer is given only
 * when the log has been told.
 *
 * @throws Error for a mutation that the table does not name, and for a name that is no mutation
 */
export function auditMutations<Resolvers extends { readonly Mutation?: object }>(
  resolvers: Resolvers,
  table: AuditTable,
  intents: AuditIntents,
): Resolvers {
  const mutations = Object.entries((resolvers.Mutation ?? {}) as Record<string, Resolver>);
  const unnamed = mutations.filter(([name]) => !Object.hasOwn(table, name)).map(([name]) => name);
  const unknown = Object.keys(table).filter((name) => !mutations.some(([each]) => each === name));
  if (unnamed.length + unknown.length > 0) {
    throw new Error(`The audit table does not fit the mutations: ${[...unnamed, ...unknown].join(', ')}.`);
  }
  const audited = mutations.map(([name, resolve]) => {
    const rule = table[name];
    return [name, rule ? audit(resolve, rule, intents) : resolve];
  });
  return { ...resolvers, Mutation: Object.fromEntries(audited) };
}

function audit(
  resolve: Resolver,
  { action, success, about }: AuditedMutation,
  intents: AuditIntents,
): Resolver {
  return async (parent, args, context: AuditedContext, info) => {
    const entryOf = (
      outcome: AuditOutcome,
      { details = {}, ...subject }: Partial<Subject>,
      reason?: string,
    ): AuditEntry => ({
      ...{ action, outcome, workspaceId: null, targetType: null, targetId: null },
      ...actorOf(context.caller, context.requestId),
      ...subject,
      details: reason === undefined ? details : { ...details, reason },
    });
    const asked = about?.(args, undefined) ?? {};
    const intent = await intents.begin(entryOf('UNKNOWN', asked));
    let result: unknown;
    try {
      result = await resolve(parent, args, context, info);
    } catch (error) {
      const code = error instanceof RuleError ? String(error.extensions.code) : undefined;
      await intent.settle(entryOf(code ? 'REFUSED' : 'FAILED', asked, code));
      throw error;
    }
    const typename = (result as { __typename?: string } | null)?.__typename;
    await intent.settle(
      success === undefined || typename === success
        ? entryOf('SUCCEEDED', about?.(args, result) ?? {})
        : entryOf('REFUSED', asked, typename),
    );
    return result;
  };
}
