import type { Caller } from '@codexcontinue/platform/identity';
import type { DocumentNode, ExecutionResult, GraphQLError } from 'graphql';
import { readAuthorizationRules } from '../authorization/authorization-rules.ts';
import { type AuthorizedOperation, createAuthorizer } from '../authorization/authorizer.ts';
import { completeUnauthorized, unauthorizedError } from '../authorization/complete-unauthorized.ts';
import type { PolicyEvaluator } from '../authorization/policy-evaluator.ts';
import type { CallerAuthority } from '../authorization/requirement.ts';
import type { LoadedSupergraph } from './supergraph.ts';

/** What a caller may run of an operation. */
export interface AuthorizedDocument {
  /** Absent: nothing of it. */
  readonly document: DocumentNode | undefined;
  /** Names the document; another name for what is left of it. */
  readonly documentHash: string;
  /** Whether anything in it is protected: then its answer is not for others. */
  readonly isProtected: boolean;
  /** Puts a null and an error where something was taken out. */
  complete(result: ExecutionResult, variables: Readonly<Record<string, unknown>>): ExecutionResult;
  /** What to say when nothing can be run. */
  refusal(rootResponseName: string): GraphQLError;
}

/** Takes out of operations what their callers may not select. */
export type OperationAuthority = (
  document: DocumentNode,
  documentHash: string,
  operationName: string | undefined,
  caller: Caller,
) => AuthorizedDocument | Promise<AuthorizedDocument>;

const NO_SCOPES: ReadonlySet<string> = new Set();
const scopesOf = new WeakMap<Caller, ReadonlySet<string>>();

/** Enforces `@authenticated`, `@requiresScopes` and `@policy` of one supergraph. */
export function createOperationAuthority(
  { sdl, apiSchema }: LoadedSupergraph,
  evaluatePolicies: PolicyEvaluator,
): OperationAuthority {
  const authorizer = createAuthorizer(readAuthorizationRules(sdl), apiSchema);

  function present(
    operation: AuthorizedOperation,
    documentHash: string,
    isProtected: boolean,
  ): AuthorizedDocument {
    const refusal = (rootResponseName: string) => unauthorizedError([rootResponseName]);
    if (operation.kind === 'whole') {
      const { document } = operation;
      return { document, documentHash, isProtected, complete: (result) => result, refusal };
    }
    return {
      document: operation.document,
      documentHash: `${documentHash} without ${operation.variant}`,
      isProtected,
      complete: (result, variables) => completeUnauthorized(result, operation.removal, apiSchema, variables),
      refusal,
    };
  }

  return (document, documentHash, operationName, caller) => {
    const needs = authorizer.needsOf(document, operationName);
    if (!needs || needs.requirements.length === 0) {
      return present({ kind: 'whole', document }, documentHash, false);
    }
    const authorize = (policies: ReadonlySet<string>) => {
      const authority: CallerAuthority = {
        authenticated: caller.kind === 'person',
        scopes: callerScopes(caller),
        policies,
      };
      return present(authorizer.authorize(needs, authority), documentHash, true);
    };
    if (needs.policies.length === 0) return authorize(NO_SCOPES);
    return evaluatePolicies(needs.policies, caller).then(authorize);
  };
}

function callerScopes(caller: Caller): ReadonlySet<string> {
  if (caller.kind !== 'person' || !caller.scopes) return NO_SCOPES;
  const known = scopesOf.get(caller) ?? new Set(caller.scopes);
  scopesOf.set(caller, known);
  return known;
}
