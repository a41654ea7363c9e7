import { GraphQLError } from 'graphql';

/** The stable codes of broken rules. Clients branch on these, never on messages. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CURSOR_INVALID'
  | 'CURSOR_EXPIRED'
  | 'RATE_LIMITED'
  | 'SECOND_FACTOR_REQUIRED'
  | 'SERVICE_UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR';

/** A broken rule: its message and code may be shown to the caller as they are. */
export class RuleError extends GraphQLError {
  constructor(code: ErrorCode, message: string, extensions: Record<string, unknown> = {}) {
    super(message, { extensions: { ...extensions, code } });
  }
}

/** @throws RuleError UNAUTHENTICATED */
export function unauthenticated(): never {
  throw new RuleError('UNAUTHENTICATED', 'Sign in first: this needs a person.');
}

/** @throws RuleError FORBIDDEN */
export function forbidden(what: string): never {
  throw new RuleError('FORBIDDEN', what);
}
